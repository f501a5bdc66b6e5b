// SPDX-License-Identifier: EUPL-1.2

/** To what a limit applies: a method in a workspace and, where the platform limits one conversation, that. The names of `send_limits`. */
export const scopeOf = (platform: string, workspace: string, method: string, conversation?: string): string =>
  [platform, workspace, method, ...(conversation === undefined ? [] : [conversation])].join(':')

/** SQL: the seconds still to wait for a method, 0 when it is free. All three are SQL expressions: a scope's beginning, the method, and the conversation (null for none). */
export const waitSql = (workspace: string, method: string, conversation: string): string => `
  coalesce((select extract(epoch from max(l.until) - now()) from send_limits l where l.until > now()
    and l.scope in (${workspace} || ':' || ${method}, ${workspace} || ':' || ${method} || ':' || ${conversation})), 0)::float8`

/** SQL that notes a limit: the scope, and how many seconds it lasts; a longer one that stands already is kept. */
export const noteLimitSql = (scope: string, seconds: string): string => `
  insert into send_limits (scope, until) values (${scope}, now() + ${seconds} * interval '1 second')
  on conflict (scope) do update set until = greatest(send_limits.until, excluded.until)`

/** What this copy itself was told, by the monotonic clock: asked right before a call, when a limit may be a millisecond old. */
export interface Limits {
  heard(scope: string, seconds: number): void
  /** Seconds to wait for any of these scopes, 0 when all are free. */
  wait(...scopes: readonly string[]): number
}

export function createLimits(): Limits {
  const until = new Map<string, number>()
  return {
    heard(scope, seconds) {
      const end = performance.now() + seconds * 1000
      if (end > (until.get(scope) ?? 0)) until.set(scope, end)
    },
    wait(...scopes) {
      const now = performance.now()
      for (const [scope, end] of until) if (end <= now) until.delete(scope)
      return Math.max(0, ...scopes.map(scope => ((until.get(scope) ?? now) - now) / 1000))
    },
  }
}
