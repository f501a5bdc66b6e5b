// SPDX-License-Identifier: EUPL-1.2
const tags = /<(?:(mailto:|tel:|https?:\/\/)([^<>|]*)|([@#!])([^<>|]*))(?:\|([^<>]*))?>/g

/** What someone typed, without what Slack made of it: an address that became a link, a name that became an id, `&amp;` for `&`. */
export const typedText = (text: string): string =>
  text
    .replace(tags, (_, scheme?: string, address?: string, sign?: string, id?: string, label?: string) => {
      if (sign) return `${sign === '#' ? '#' : '@'}${(label || id)?.replace(/^[@#]/, '')}`
      return label || (scheme?.startsWith('http') ? `${scheme}${address}` : `${address}`)
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** The line that follows a mention of the bot. Before it is known who the bot is, the first mention counts as its own. */
export const withoutMention = (text: string, botUser: string | undefined): string =>
  botUser ? text.replaceAll(new RegExp(`<@${botUser}(\\|[^<>]*)?>`, 'g'), ' ') : text.replace(/<@[^<>]*>/, ' ')
