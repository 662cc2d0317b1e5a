/** REDIS_URL: what each form stands for, and what is said of one that is wrong. */
import { expect, test } from 'vitest'
import { readRedisUrl } from '../../src/store/redis-url.ts'

const nobody = { username: undefined, password: undefined, tls: false }

test.each([
  ['redis://127.0.0.1', { hosts: [{ host: '127.0.0.1', port: 6379 }], database: 0 }],
  ['redis://redis:6380/2', { hosts: [{ host: 'redis', port: 6380 }], database: 2 }],
  ['redis://[::1]:6380/', { hosts: [{ host: '::1', port: 6380 }], database: 0 }],
  ['redis://host?family=6', { hosts: [{ host: 'host', port: 6379 }], database: 0 }],
  [
    'rediss://line:p%40ss%2Fword@h1.example.org',
    {
      hosts: [{ host: 'h1.example.org', port: 6379 }],
      username: 'line',
      password: 'p@ss/word',
      tls: true,
      database: 0,
    },
  ],
  [
    'redis://:pass:with:colons@host',
    { hosts: [{ host: 'host', port: 6379 }], password: 'pass:with:colons', database: 0 },
  ],
])('%s is one Redis', (url, target) => {
  expect(readRedisUrl(url)).toEqual({ kind: 'standalone', ...nobody, ...target })
})

const sentinel = { username: undefined, password: undefined }

test.each([
  [
    'redis+sentinel://a,b:26380/mymaster',
    {
      hosts: [
        { host: 'a', port: 26379 },
        { host: 'b', port: 26380 },
      ],
      master: 'mymaster',
      database: 0,
    },
  ],
  [
    'redis-sentinel://line:secret@a:1/main/3?sentinel_username=watch&sentinel_password=other%26',
    {
      hosts: [{ host: 'a', port: 1 }],
      username: 'line',
      password: 'secret',
      master: 'main',
      database: 3,
      sentinel: { username: 'watch', password: 'other&' },
    },
  ],
  [
    'rediss+sentinel://a/2?sentinelMasterId=main',
    { hosts: [{ host: 'a', port: 26379 }], tls: true, master: 'main', database: 2 },
  ],
])('%s is a Redis that sentinels watch', (url, target) => {
  expect(readRedisUrl(url)).toEqual({ kind: 'sentinel', ...nobody, sentinel, ...target })
})

test.each([
  [
    'redis+cluster://a:7000,b:7001',
    {
      hosts: [
        { host: 'a', port: 7000 },
        { host: 'b', port: 7001 },
      ],
    },
  ],
  [
    'rediss-cluster://:secret@a/',
    { hosts: [{ host: 'a', port: 6379 }], password: 'secret', tls: true },
  ],
])('%s is a cluster', (url, target) => {
  expect(readRedisUrl(url)).toEqual({ kind: 'cluster', ...nobody, ...target })
})

test.each([
  ['localhost', 'is not an address such as redis://127.0.0.1:6379'],
  ['redis://:p@ss/w#rd@localhost', 'In a password write @ / # ? % as %40 %2F %23 %3F %25'],
  ['http://localhost', 'is not an address'],
  ['unix:///run/redis.sock', 'is not an address'],
  ['redis+ring://a,b', 'is not an address'],
  ['redis://', 'no host and port'],
  ['redis://a:port', 'no host and port'],
  ['redis://a:70000', 'no host and port'],
  ['redis://:pass/word@host', 'write the signs / ? # @ of a password as %2F'],
  ['redis://:%zz@host', 'write the sign % as %25'],
  ['redis://secret@host', 'a password alone has a colon in front'],
  ['redis://a,b', 'begin it with redis+sentinel:// or redis+cluster://'],
  ['redis://a/first', 'no number of a database'],
  ['redis://a?ssl_cert_reqs=none', 'something after its ? that is not known'],
  ['redis+sentinel://a,b', 'names no master; end it in the name that the sentinels know'],
  ['redis+sentinel://a/main/first', 'no number of a database'],
  ['redis+cluster://a,b/0', 'ends in a database or a name, and a cluster has neither'],
  ['redis+cluster://a?sentinel_password=x', 'something after its ? that is not known'],
  ['redis+cluster://a,,b', 'no host and port'],
])('%s is refused with a remedy, and nothing of it is repeated', (url, remedy) => {
  let said = ''
  try {
    readRedisUrl(url)
  } catch (error) {
    said = `${error}`
  }
  expect(said).toContain(remedy)
  for (const secret of ['zz', 'secret@', 'pass/', 'first', 'ssl_cert', 'port70000'])
    expect(said).not.toContain(secret)
})
