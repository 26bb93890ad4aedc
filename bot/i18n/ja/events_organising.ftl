# イベントの作成・変更・日時変更・中止・提案。日時はDiscordの <t:…> に渡すUNIX秒です。

## コマンド

events-command-create = イベントを作ります。公開するまでは自分だけに見えます
    .name = 作成
events-command-propose = イベントを提案します。モデレーターが判断します
    .name = 提案
events-command-edit = 公開したイベントを変更します
    .name = 編集
events-command-move = イベント、または1回分の日時を変更します
    .name = 日時変更
events-command-cancel = イベント、または1回分を中止します
    .name = 中止
events-command-details = イベントの詳しい状況を確認します（運営する方向け）
    .name = 詳細
events-command-delete = 下書きを削除、または提案を取り下げます
    .name = 削除
events-option-event = どのイベントですか
    .name = イベント
events-option-draft = 自分の下書き、または提案
events-option-target = どのイベント、またはどの開催日ですか
events-option-to = 新しい開始日時（例：金曜 20時）
    .name = 日時

events-target-date = { $title }・{ $when }
events-target-all = { $title }・すべての開催日

## できないこと

events-error-title = イベントには、文字の入ったタイトルが必要です。
events-error-duration = 「{ $typed }」を、5分から14日までの長さとして読み取れませんでした。「90分」「1時間30分」「2日間」のように書いてください。
events-error-capacity = 「{ $typed }」は定員として使えません。1から{ $limit }までの数字を入力するか、制限しない場合は空欄にしてください。
events-error-reminders = 「{ $typed }」をリマインダーとして読み取れませんでした。「1日、1時間」のように、開始のどのくらい前かを{ $limit }つまで書いてください。空欄なら送りません。
events-error-start-unclear = 開始日時が何通りかに読めます。正しいものを選んでください。
events-error-still-open = 入力の途中の項目があります。フォームを開いて確認してください。
events-error-start-passed = 開始日時が過ぎています。これからの日時を選んでください。
events-error-zone = 「{ $typed }」がどのタイムゾーンか分かりませんでした。下から選ぶか、フォームに都市の名前を書いてください。
events-error-no-dates = この繰り返し方では、これからの開催日がありません。
events-error-place = 場所が決まっていません。ボイスチャンネルかステージを選ぶか、場所を書いてください。
events-error-host-needed = 主催者が決まっていません。どなたかを選んでください。
events-error-host-gone = 主催者にできるのは、このサーバーのメンバー（ボットを除く）です。ほかの方を選んでください。
events-error-not-draft = これはもう下書きではありません。その間に公開・判断・削除のいずれかが行われました。
events-error-publishers-only = イベントを公開できるのは、モデレーター・管理者・スタッフです。代わりに提案できます。
events-error-channel-not-set = イベントのチャンネルが設定されていないため、公開できません。管理者が { COMMAND("settings open") } で選べます。
events-error-channel-gone = イベントのチャンネルが削除されています。管理者が { COMMAND("settings open") } で選び直せます。
events-error-channel-closed = { $channel } でお知らせできません。私に次の権限がありません：{ $permissions }。管理者がチャンネルの設定で許可できます。
events-error-place-gone = イベントのボイスチャンネルまたはステージが削除されています。ほかの場所を選んでください。
events-error-audience-gone = イベントの対象だったロールまたはランクが削除されています。「主催者・対象」で選び直してください。何も選ばなければ、どなたでも参加できます。
events-error-too-many-drafts = 作りかけのイベントがいくつもあります。先にどれかを公開するか、削除してください。
events-error-proposals-off = 現在、このサーバーではメンバーからのイベントの提案を受け付けていません。
events-error-too-many-proposals = 判断を待っている提案が{ $limit }件あります。判断を待つか、{ COMMAND("event delete") } でどれかを取り下げてください。
events-error-decided = すでにほかの方が判断しています。
events-error-reason = 理由を書いてください。提案した方に伝わります。
events-error-rule-stays = このイベントの繰り返し方では、その日は開催日になりません。1回分ずつ変更するか、{ COMMAND("event edit") } で繰り返し方を変えてください。
events-error-moved-nowhere = すでにその日時になっています。
events-error-answers-dropped = この変更で中止になる開催日に、返事をした方がいます。もう一度内容を確認してください。

## 作成

events-create-title = 新しいイベント
events-create-propose-instead = このサーバーでは、モデレーターとスタッフがイベントを公開します。提案なら、どなたでもできます。同じフォームに書いていただき、モデレーターが承認すると、あなたが主催者になります。
events-create-button-propose = イベントを提案する
events-create-unfinished = { $count ->
   *[other] 公開していない作りかけのイベントがあります：{ $titles }。続けますか？
  }
events-create-go-on = 続ける：{ $title }
events-create-new = 新しく作る

events-form-title = タイトル
    .help = 最初に目に入る言葉です
events-form-description = 内容
    .help = 何をするか、持ち物、どんな方に向いているか
events-form-start = 開始
    .help = 例：来週金曜 20時・12/24 18:30・3日後の19時
events-form-duration = 所要時間
    .help = 例：90分・2時間。空欄なら1時間
events-form-place-words = 場所
    .help = 住所やリンク。ボイスチャンネルやステージで行う場合は空欄にして、次の画面で選んでください
events-form-zone = タイムゾーン
    .help = 都市の名前、または Asia/Tokyo のような名前。開始はその土地の時刻です
events-form-channel = ボイスチャンネル・ステージ
    .help = Discordで行う場合
events-form-place = またはほかの場所
    .help = 住所やリンク。チャンネルを選ばない場合に使われます
events-form-capacity = 定員
    .help = 参加できる人数。空欄なら制限なし。超えた方はキャンセル待ちになります
events-form-preset = 繰り返し
    .help = 開始の日時をもとにしています
events-form-rule = または自分で決めた規則
    .help = RRULE（RFC 5545）。例：FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10。メニューより優先されます
events-form-host = 主催者
    .help = どのメンバーでもかまいません。イベントの変更と運営ができます
events-form-cohost = 共同主催者
    .help = いる場合だけ
events-form-role = 対象のロール
    .help = 空欄ならどなたでも参加できます
events-form-rank = または対象のランク（それ以上）
    .help = ロールとランクの両方を選んだ場合は、どちらかがあれば参加できます
events-form-price = 参加費
    .help = そのまま表示されます（例：当日500円）。空欄なら何も表示しません
events-form-sponsor = 協賛
    .help = 支えてくださる方がいる場合だけ
events-form-reminders = リマインダー
    .help = 開始のどのくらい前か（例：1日、1時間）。空欄なら送りません
events-form-picture = 画像
    .help = PNG・JPEG・WebP・GIF、8MBまで。撮影した場所や日時の情報は取り除きます
events-form-reason = 理由
    .help = 関係する方全員に伝わります。空欄でもかまいません
events-form-decline = 理由
    .help = 提案した方に伝わります
events-form-words-title = タイトルと内容
events-form-time-title = 日時
events-form-place-title = 場所
events-form-repeats-title = 繰り返し
events-form-people-title = 主催者と対象
events-form-more-title = 参加費・リマインダー・画像
events-form-back = 入力した内容が失われないよう、こちらにお返しします。

## 編集画面

events-editor-draft = 下書き：あなただけに見えています。お知らせはこのように表示されます。
events-editor-copy = 変更の下書き：保存するまで公開されません。お知らせはこのように表示されます。
events-editor-proposal = メンバーからの提案：まだ公開されていません。お知らせはこのように表示されます。
events-editor-duration = **所要時間**　{ $span }
events-editor-reminders = **リマインダー**　{ $reminders }
events-editor-no-preview = 開始日時が決まると、ここにお知らせの見え方が表示されます。
events-editor-zone-menu = どのタイムゾーンですか
events-editor-button-words = 文章
events-editor-button-time = 日時
events-editor-button-place = 場所
events-editor-button-repeats = 繰り返し
events-editor-button-people = 主催者・対象
events-editor-button-more = 参加費・リマインダー・画像
events-editor-button-remove-picture = 画像を外す
events-editor-button-publish = 公開する
events-editor-button-propose = モデレーターに提案する
events-editor-button-approve = 承認して公開する
events-editor-button-save = 変更を保存する
events-editor-button-leave = 変更をやめる
events-editor-button-discard = 下書きを削除する
events-editor-button-save-yes = はい、保存します
events-editor-button-back = 戻る
events-editor-published = **{ $title }** を公開しました。まもなく { $channel } でお知らせします。
events-editor-proposed = ありがとうございます。**{ $title }** をモデレーターに送りました。結果は、このサーバーで次に何か操作したときにお伝えします。
events-editor-discarded = **{ $title }** を削除しました。
events-editor-left = **{ $title }** の変更をやめました。イベントは元のままです。
events-editor-saved = **{ $title }** を保存しました。お知らせとDiscordのイベントも、まもなく更新されます。
events-editor-ask-save = { $people ->
    [0] まだ参加予定の方はいません。変更を保存しますか？
   *[other] これからの開催日に{ $people }人から返事が来ています。日時や場所が変わる場合は、関係する方にイベントのスレッドでお知らせします。変更を保存しますか？
  }
events-editor-ask-dropped = ⚠️ 次の{ $dates }件の開催日は新しい繰り返しに含まれないため、**中止**になります：
events-editor-dropped-line = - { $at }・{ $people ->
    [0] 返事なし
   *[other] { $people }人から返事あり
  }

events-organising-start = **開始**　{ $at }（{ $relative }）
    -# 現地の時刻では { $wall }（{ $zone }）
events-organising-zone = { $city } – { $zone }、{ $offset }
events-organising-once = 1回だけ
events-organising-happens-once = **繰り返し**　なし（1回だけ）
events-organising-repeats = **繰り返し**　{ $rule }
    -# 次回：{ $dates }
events-organising-none = なし
events-organising-before = { $span }前
events-organising-span-days = { $count }日
events-organising-span-hours = { $count }時間
events-organising-span-minutes = { $count }分
events-organising-state-draft = 下書き
events-organising-state-proposed = 判断待ち
events-organising-state-declined = 見送り
events-organising-state-published = 公開中
events-organising-state-cancelled = 中止
events-organising-state-over = 終了
events-organising-choice = { $title }（{ $state }）

## 公開したイベントの変更

events-edit-which = **{ $title }** は繰り返し開催されます。どれを変更しますか？
events-edit-all = これからのすべての開催日
events-edit-one = 1回分だけ日時を変更する…
events-delete-ask = **{ $title }**（{ $state }）を削除しますか？元には戻せません。
events-delete-yes = はい、削除します

events-move-title = 日時の変更
events-move-ask = { $at } の **{ $title }** の日時を変更しますか？
events-move-ask-series = **{ $title }** の**これからのすべての開催日**を変更しますか？次回は { $at } です。ほかの回も同じだけずれます。
events-move-people = { $people ->
    [0] まだ参加予定の方はいません。
   *[other] 返事をした{ $people }人に関係します。イベントのスレッドでお知らせします。
  }
events-move-dropped = ⚠️ { $people }人から返事が来ている開催日が、この変更で**中止**になります。
events-move-button = { $at } に変更する
events-moved = **{ $title }** を { $at } に変更しました。{ $people ->
    [0] 参加予定の方はいませんでした。
   *[other] 関係する{ $people }人にお知らせします。
  }
events-cancel-title = イベントの中止
events-cancel-ask-one = { $at } の **{ $title }** を中止しますか？ほかの開催日はそのままです。
events-cancel-ask-once = { $at } の **{ $title }** を中止しますか？
events-cancel-ask-series = **{ $title }** を、**これからのすべての開催日**について中止しますか？次回は { $at } の予定です。
events-cancel-keep = 中止しない
events-cancel-button = 中止する…
events-cancelled = **{ $title }** を中止しました。{ $people ->
    [0] 参加予定の方はいませんでした。
   *[other] 関係する{ $people }人にお知らせします。
  }

## 提案

events-queue-proposal = ### イベントの提案：{ $title }
    提案者：{ $member }
events-queue-approved = ✅ { $member } が承認しました（{ $at }）。
events-queue-declined = ❌ { $member } が見送りました（{ $at }）。
events-queue-button-decline = 見送る…
events-queue-button-edit = 編集する
events-queue-button-see = 内容を見る
events-queue-decline-title = 提案の見送り
events-queue-taken-back = ここにあった提案は、提案した方が取り下げました。
events-queue-host-lost = **{ $title }** の主催者がサーバーを離れました。共同主催者もいません。これからは、どなたが主催しますか？
events-queue-host-menu = 主催者を選ぶ
events-queue-host-named = これからは { $member } が **{ $title }** を主催します。
events-reason = 理由：{ $reason }
events-former-member = 以前のメンバー
events-news-approved = 🎉 提案したイベント **{ $title }** が承認されました。主催者はあなたです。{ COMMAND("event details") } で詳しい状況を確認できます。
events-news-declined = 提案したイベント **{ $title }** は見送りになりました。

## 詳細

events-details-capacity = **定員**　{ $capacity }
events-details-unlimited = 制限なし
events-details-picture = **画像**　{ $has ->
    [yes] あり
   *[no] なし
  }
events-details-pending = ⚠️ 入力した内容のうち、まだ決まっていないものがあります。
events-details-edit = 変更する
events-details-go-on = 続ける
events-details-date-planned = これから
events-details-date-running = 開催中
events-details-date-ended = 終了
events-details-date-cancelled = 中止
events-details-moved = 日時変更（元は { $at }）
events-details-no-answers = まだ返事はありません
events-details-answer-going = 参加：{ $count }
events-details-answer-offered = 席を案内中：{ $count }
events-details-answer-waiting = キャンセル待ち：{ $count }
events-details-answer-maybe = 未定：{ $count }
events-details-answer-cannot = 不参加：{ $count }
events-details-announced = [お知らせ済み]({ $link })
events-details-not-announced = まだお知らせしていません
events-details-reminder-planned = リマインダーの予定：{ $at }
events-details-reminder-sent = { $before }前のリマインダー：{ $at } に送信済み
events-details-reminder-late = { $before }前のリマインダー：{ $at } に遅れて送信
events-details-reminder-skipped = { $before }前のリマインダー：時機を過ぎたため送っていません
events-details-follow-up-planned = お礼と振り返り：これから送ります
events-details-follow-up-sending = お礼と振り返り：送信中
events-details-follow-up-sent = お礼と振り返り：送信済み
events-details-follow-up-late = お礼と振り返り：遅れて送信
events-details-follow-up-skipped = お礼と振り返り：出席者がいなかったか、時機を過ぎたため、送っていません
events-details-native-kept = Discordのイベント一覧に載っています
events-details-native-gone = Discordのイベント一覧から手作業で削除されました
events-details-native-off = Discordのイベント一覧には載せていません
events-details-turnouts = **参加の状況**
events-details-turnout = { $at }・参加と答えた{ $going }人のうち{ $came }人が出席{ $missing ->
    [0] { "" }
   *[other] 、無断欠席{ $missing }人
}{ $unannounced ->
    [0] { "" }
   *[other] ・回答なしの出席{ $unannounced }人
}
