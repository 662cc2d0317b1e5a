FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json rolldown.config.ts ./
COPY src src
COPY content content
COPY flows flows
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/.cache

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY content content
COPY flows flows
COPY drills drills
COPY LICENSE ./
# a new volume over it gets its owner
RUN mkdir -m 700 counts && chown node counts
# so that `docker compose exec line harborline check` works
RUN chmod +x dist/cli.js && ln -s /app/dist/cli.js /usr/local/bin/harborline
# what is published is kept in a volume of this user
RUN mkdir versions && chown node:node versions
USER node
EXPOSE 3000
HEALTHCHECK CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
