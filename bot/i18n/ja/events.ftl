# イベント：コマンド /event、共通の言葉、できないこと、設定。日時はDiscordの <t:…> に渡すUNIX秒です。

events-command = これからのイベントの確認と、イベントの作成
    .name = イベント

events-error-not-found = このイベントが見つかりません。
events-error-occurrence-not-found = この開催日が見つかりません。
events-error-not-host = この操作は、主催者・共同主催者・モデレーターだけができます。
events-error-moderators-only = この操作は、モデレーターだけができます。
events-error-audience = このイベントには参加の対象が決められています。お知らせの「対象」をご確認ください。
events-error-over = すでに終了または中止しているため、変更できません。
events-error-changed = 表示している間に、ほかの方がこのイベントを変更しました。もう一度開いてください。今回の変更は保存されていません。

settings-events = イベント
    .help = お知らせする場所、席とリマインダーの扱い、終わったあとのことを決めます。
settings-events-channel-id = イベントのチャンネル
    .help = イベントをお知らせする場所です。未設定の間は、イベントを公開できません。
settings-events-native = Discordのイベント一覧
    .help = 次の開催を、Discordのイベント一覧にも載せるかどうかです。
settings-events-confirm-hours = 空いた席を確保する時間
    .help = 席が空いたとき、キャンセル待ちの方の返事を何時間待つかです。過ぎると次の方に回ります。
settings-events-reminder-minutes = リマインダー（開始の何分前か）
    .help = 新しく作るイベントの初期値です。「1440 60」のように、スペースで区切って5つまで。空欄なら送りません。
settings-events-attended-minutes = 参加とみなす時間（分）
    .help = イベントのボイスチャンネルやステージにいた時間です。短いイベントでは、全体の半分いれば参加とみなします。
settings-events-follow-up-hours = 終了後のお礼までの時間
    .help = 終了から何時間後に、お礼とアンケートを送り、イベントのスレッドを振り返りの場所にするかです。
settings-events-survey = 終了後のアンケート
    .help = 参加した方に、短い質問を3つお願いするかどうかです。
settings-events-proposals = メンバーによるイベントの提案
    .help = 提案は、モデレーションのチャンネルでモデレーターが判断します。
