# フィルターで探せないもの：管理者が入力した単語・パターン・ドメイン。

filters-error-word-long = 「{ $word }…」は長すぎます。1つの単語は{ $limit }文字までです。
filters-error-word-short = 「{ $word }」は1文字だけなので、ほとんどのメッセージに当てはまってしまいます。2文字以上で入力してください。
filters-error-word-empty = 「{ $word }」には、探せる文字や絵文字がありません。
filters-error-word-wildcard = 「{ $word }」の途中に*があります。*を置けるのは単語の前と後ろだけです（*単語、単語*、*単語*）。もっと細かく指定するときはパターンを使ってください。
filters-error-words-many = 登録できる単語は、サーバー全体で{ $limit }個までです。
filters-error-patterns-many = 登録できるパターンは、サーバー全体で{ $limit }個までです。
filters-error-pattern-long = 「{ $pattern }…」は長すぎます。1つのパターンは{ $limit }文字までです。
filters-error-pattern-syntax = { $place ->
    [0] このパターンは正規表現として読み取れませんでした：{ $pattern }
   *[other] パターン { $pattern } の{ $place }文字目から、{ $part } の部分が読み取れませんでした。
  }
filters-error-pattern-unsupported = パターン { $pattern } の{ $place }文字目から：{ $what ->
    [around] 先読み・後読み（(?=…)、(?!…)、(?<=…)、(?<!…)）は使えません。検索がいつまでも終わらなくなることがあるためです。
    [back] 前に見つかった部分を参照する書き方は使えません。検索がいつまでも終わらなくなることがあるためです。
   *[border] \b が分かるのは半角英数字の区切りだけで、日本語の隣では決して当てはまりません。ここでは外してください。
  }
filters-error-pattern-empty = パターン { $pattern } は何も書かれていなくても当てはまるため、すべてのメッセージが対象になってしまいます。*ではなく+にするつもりではありませんか？
filters-error-pattern-everything = パターン { $pattern } は、ほとんどのメッセージに当てはまってしまいます。
filters-error-pattern-costly = パターン { $pattern } は繰り返しの中の繰り返しが多すぎて、メモリーを使いすぎます。{"{"} {"}"} の中の数を小さくしてください。
filters-error-domain = 「{ $domain }」はドメインではありません。example.com のように入力してください。その下のサブドメインも対象になります。
