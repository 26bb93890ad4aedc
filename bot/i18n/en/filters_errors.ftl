# What filters can't look for: words, patterns and domains that an admin typed.

filters-error-word-long = “{ $word }…” is too long: a word has at most { $limit } characters.
filters-error-word-short = “{ $word }” is a single letter and would be found in nearly every message. Please give at least two.
filters-error-word-empty = There is no letter and no emoji in “{ $word }” to look for.
filters-error-word-wildcard = In “{ $word }” there is a * in the middle. It may stand before and after a word only: *word, word* or *word*. For more, use a pattern.
filters-error-words-many = A server can have at most { $limit } words.
filters-error-patterns-many = A server can have at most { $limit } patterns.
filters-error-pattern-long = “{ $pattern }…” is too long: a pattern has at most { $limit } characters.
filters-error-pattern-syntax = { $place ->
    [0] This pattern can't be understood: { $pattern }
   *[other] In the pattern { $pattern } the part { $part } (from character { $place } on) can't be understood.
  }
filters-error-pattern-unsupported = In the pattern { $pattern }, from character { $place } on: { $what ->
    [around] looking ahead or behind with (?=…), (?!…), (?<=…) or (?<!…) isn't possible, because its search can take forever.
    [back] referring back to what was found before isn't possible, because its search can take forever.
   *[border] \b knows the borders of Latin words only, and would never be found next to Japanese. Please leave it out there.
  }
filters-error-pattern-empty = The pattern { $pattern } is found even where there is no text, and so in every message. Is a * in it meant to be a +?
filters-error-pattern-everything = The pattern { $pattern } would be found in nearly every message.
filters-error-pattern-costly = The pattern { $pattern } repeats repetitions so often that it takes too much memory. Please make the numbers in its braces smaller.
filters-error-domain = “{ $domain }” is not a domain. Write it like example.com; everything below it is included.
