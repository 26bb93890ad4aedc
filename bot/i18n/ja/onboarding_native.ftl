# Discord 標準のオンボーディングとようこそ画面：/onboarding native。

onboarding-command-native = Discord標準のオンボーディングとようこそ画面を表示し、足りないものを追加できます
    .name = 標準

onboarding-native-error-community = Discordのオンボーディングは、コミュニティサーバーで使えます。管理者が「サーバー設定」→「コミュニティを有効にする」でオンにできます。
onboarding-native-error-forbidden = Discordに変更を断られました。ボットに「サーバー管理」と「ロールの管理」の権限が必要です。また、ボットのロールが興味のロールより上にある必要があります。何も変更していません。
onboarding-native-error-refused = Discordがこの内容を受け付けませんでした（コード { $code }）。何も変更していません。

onboarding-native-there = ### Discord標準のオンボーディング
    { $on ->
        [yes] **オン**です。新メンバーは、参加するときに次の質問に答えます。
       *[no] **オフ**です。新メンバーには表示されません。「サーバー設定」→「オンボーディング」でオンにできます。ボットがオンにすることはありません。
    }
onboarding-native-there-prompt = - { $title }（回答{ $options }個）
onboarding-native-there-no-prompt = - 質問はまだありません
onboarding-native-more = - ほか{ $count }件
onboarding-native-there-channels = デフォルトチャンネル：{ $count }件
onboarding-native-there-screen = ようこそ画面：{ $state ->
    [on] オン
   *[off] オフ
  }、{ $count ->
    [0] チャンネルなし
   *[other] チャンネル{ $count }件
  }

onboarding-native-add = **追加できるもの：**
onboarding-native-add-prompt = - 新しい質問「{ $title }」と、その回答 { $roles }
onboarding-native-add-options = - 質問「{ $title }」の回答に { $roles }
onboarding-native-add-channels = - デフォルトチャンネル：{ $channels }
onboarding-native-add-welcome = - ようこそ画面：{ $channel }（{ $said }）
onboarding-native-names-more = ほか{ $count }件
onboarding-native-nothing = 追加できるものは、すべて入っています。✅
onboarding-native-no-room-prompts = -# 質問は{ $limit }件までのため、興味の質問を追加できません。
onboarding-native-no-room-options = -# 1つの質問の回答は{ $limit }個までのため、入りきらない興味があります。
onboarding-native-no-room-welcome = -# ようこそ画面のチャンネルは{ $limit }件までのため、入りきらないものがあります。
onboarding-native-left-out = -# 対象外：{ $roles }。ボットが付けられないか、あなたのロールと同じ高さ以上にあるか、管理の権限があるロールです。
onboarding-native-lacking = ボットには { $permissions } の権限がないため、追加できません。「サーバー設定」→「ロール」でボットのロール「{ $role }」に権限を付けてから、もう一度このコマンドを使ってください。
onboarding-native-promise = -# 追加だけを行います。オンにしたり、変更・並べ替え・削除をしたりはしません。
onboarding-native-button = 追加する
onboarding-native-done = ✅ **追加しました。**
onboarding-native-half = ⚠️ **オンボーディングには追加しましたが、ようこそ画面はDiscordに断られました。** まだ足りないものは下のとおりです。もう一度お試しいただけます。
onboarding-native-changed = **表示のあとに内容が変更されたため、何も追加していません。** いまの内容は次のとおりです。
onboarding-native-reason = /onboarding native による追加（メンバー { $member }）

onboarding-native-prompt = 興味のあることを選んでください
onboarding-native-channel-welcome = まずはここから。あいさつもどうぞ
onboarding-native-channel-introductions = 自己紹介をしてみましょう
onboarding-native-channel-questions = 質問したり、答えたりする場所です
