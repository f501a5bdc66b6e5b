// SPDX-License-Identifier: EUPL-1.2
/** The part of Adaptive Cards 1.5 that we write: https://adaptivecards.io/explorer. */
export interface Look {
  readonly id?: string
  readonly size?: 'Small' | 'Medium'
  readonly weight?: 'Bolder'
  readonly isSubtle?: true
  readonly color?: 'Attention'
  readonly spacing?: 'None' | 'Small' | 'Medium'
}

export interface TextBlock extends Look {
  readonly type: 'TextBlock'
  readonly text: string
  readonly wrap: true
  readonly style?: 'heading'
}

export interface OpenUrl {
  readonly type: 'Action.OpenUrl'
  readonly title?: string
  readonly url: string
  readonly style?: 'positive'
  readonly mode?: 'secondary'
}

export interface TextRun extends Omit<Look, 'id' | 'spacing'> {
  readonly type: 'TextRun'
  readonly text: string
  readonly italic?: true
  readonly selectAction?: OpenUrl
}

export interface RichTextBlock {
  readonly type: 'RichTextBlock'
  readonly id?: string
  readonly spacing?: Look['spacing']
  readonly inlines: readonly TextRun[]
}

/** Always plain JSON: what stands in it comes back with the press, and is never trusted. */
export type ActionData = Readonly<Record<string, string | number | readonly string[] | { readonly type: 'task/fetch' }>>

interface BaseAction {
  readonly title: string
  readonly style?: 'positive' | 'destructive'
  readonly mode?: 'secondary'
}

export interface Submit extends BaseAction {
  readonly type: 'Action.Submit'
  readonly data: ActionData
  readonly associatedInputs?: 'none'
}

export interface Execute extends BaseAction {
  readonly type: 'Action.Execute'
  readonly verb: string
  readonly data: ActionData
  readonly fallback: Submit
}

export interface ShowCard extends BaseAction {
  readonly type: 'Action.ShowCard'
  readonly card: Omit<AdaptiveCard, '$schema' | 'version' | 'fallbackText'>
}

export type CardAction = Submit | Execute | ShowCard | OpenUrl

interface BaseInput {
  readonly id: string
  readonly label: string
  readonly isRequired: boolean
  readonly errorMessage: string
}

export interface Choice {
  readonly title: string
  readonly value: string
}

export type InputElement = BaseInput &
  (
    | { readonly type: 'Input.Text'; readonly value?: string; readonly isMultiline?: true }
    | {
        readonly type: 'Input.ChoiceSet'
        readonly style: 'compact' | 'filtered'
        readonly isMultiSelect?: true
        readonly choices: readonly Choice[]
        readonly value?: string
        readonly placeholder?: string
        readonly 'choices.data'?: { readonly type: 'Data.Query'; readonly dataset: string }
      }
    | { readonly type: 'Input.Date' | 'Input.Time'; readonly value?: string }
    | { readonly type: 'Input.Number'; readonly value?: number; readonly min?: number; readonly max?: number }
    | {
        readonly type: 'Input.Toggle'
        readonly title: string
        readonly value: string
        readonly valueOn: string
        readonly valueOff: string
        readonly wrap: true
      }
  )

export type Element =
  | TextBlock
  | RichTextBlock
  | InputElement
  | { readonly type: 'Image'; readonly url: string; readonly altText: string; readonly size: 'Stretch' }
  | { readonly type: 'ActionSet'; readonly actions: readonly CardAction[] }
  | { readonly type: 'ColumnSet'; readonly columns: readonly Column[] }
  | {
      readonly type: 'Container'
      readonly id?: string
      readonly style?: 'emphasis'
      readonly separator?: true
      readonly spacing?: Look['spacing']
      readonly items: readonly Element[]
    }

export interface Column {
  readonly type: 'Column'
  readonly width: 'stretch' | 'auto'
  readonly verticalContentAlignment?: 'Center'
  readonly items: readonly Element[]
}

export interface AdaptiveCard {
  readonly $schema: string
  readonly type: 'AdaptiveCard'
  readonly version: '1.5'
  readonly fallbackText: string
  readonly body: readonly Element[]
  readonly actions?: readonly CardAction[]
}
