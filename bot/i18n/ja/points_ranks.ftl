# ランク、ランクのロールとお知らせ。シーズンと殿堂。

## Commands

ranks-command = このサーバーのランク
    .name = ランク一覧
ranks-command-list = すべてのランクと、ご自身の現在地、次のランクまでのポイントを表示します
    .name = 表示
ranks-command-add = ランクを追加します（管理者用）
    .name = 追加
ranks-command-edit = ランクを変更します（管理者用）
    .name = 変更
ranks-command-remove = ランクを削除します（管理者用）
    .name = 削除
ranks-option-rank = 対象のランク
    .name = ランク
ranks-option-name = ランクの名前
    .name = 名前
ranks-option-points = 到達に必要なポイント
    .name = ポイント
ranks-option-role = ランクと一緒に付くロール
    .name = ロール
ranks-option-without-role = ロールを付けないランクにします
    .name = ロールなし
seasons-command-hall = これまでのシーズンの上位の人を表示します
    .name = 殿堂

## The list

ranks-title = ランク
ranks-line = { $mark } **{ $name }** ・ { $points }ポイント{ $role ->
    [none] {""}
   *[other] {" "}・ { $role }
  } ・ { $members ->
    [0] まだいません
   *[other] { $members }人
  }
ranks-own = 現在**{ $points }ポイント**です。{ $rank ->
    [none] ランクはまだありません。
   *[other] ランクは**{ $rank }**です。
  }
ranks-next = あと{ $points }ポイントで**{ $rank }**になります。
ranks-top = いちばん上のランクに到達しています。🎉
ranks-none = このサーバーには、まだランクがありません。
ranks-none-admin = このサーバーには、まだランクがありません。{ COMMAND("ranks add") } で追加できます。おすすめの5つのランクから始めることもできます。
ranks-admin-hint = 管理者用：{ COMMAND("ranks add") }、{ COMMAND("ranks edit") }、{ COMMAND("ranks remove") }

## Suggested ranks

ranks-suggest-button = おすすめのランクを見る
ranks-suggest-ask = **次のランクから始めるのはいかがでしょうか。** それぞれに専用の色のロールを付けられます（権限のないロールです）。すべてあとから変更できます。
ranks-suggest-ask-no-roles = **次のランクから始めるのはいかがでしょうか。** 「ロールの管理」の権限がないため、ロールは作成できません。ロールはあとから付けられます。そのほかもすべてあとから変更できます。
ranks-suggested = **{ $name }** ・ { $points }ポイント
ranks-make-roles = ロールも一緒に作成する
ranks-make-plain = ロールなしで作成する
ranks-suggested-1 = 顔なじみ
ranks-suggested-2 = 常連さん
ranks-suggested-3 = 頼れる仲間
ranks-suggested-4 = ベテラン
ranks-suggested-5 = みんなの柱

## Changing

ranks-added = ✅ ランク**{ $name }**を追加しました（{ $points }ポイントから）。すでに到達している人には、このランクが付きました。この件でのお祝いのお知らせは送りません。
ranks-edited = ✅ ランクを変更しました：**{ $name }**（{ $points }ポイントから）
ranks-role-stays = { $role } は今後ボットでは操作しません。すでに持っている人にはそのまま残ります。不要でしたら、サーバー設定から削除してください。
ranks-remove-ask = ランク**{ $name }**を削除しますか？ このランクの人は、1つ下のランクになります。ポイントは減りません。
ranks-remove-yes = 削除する
ranks-removed = ✅ ランク**{ $name }**を削除しました。

points-error-ranks-full = ランクは{ $limit }個までです。先にどれかを削除してください。
points-error-rank-name = ランクの名前は、1～{ $limit }文字で入力してください。
points-error-rank-threshold = ポイントは、1～{ $limit }の範囲で入力してください。
points-error-ranks-there = すでにランクがあります。{ COMMAND("ranks list") } でご確認ください。
points-error-rank-nothing = 名前、ポイント、ロールのうち、変更するものを指定してください。
points-error-role-managed = 全員用のロール、またはボットやブースト用のロールのため、だれにも付けられません。ほかのロールをお選びください。
points-error-role-powerful = このロールには、モデレーションなどの強い権限が含まれています。ポイントで得られるものにはできませんので、そうした権限のないロールをお選びください。
points-error-role-above-you = ご自身のロールより上にあるロールは指定できません。より下のロールをお選びください。
points-error-roles-not-made = Discordの制限によりロールを作成できなかったため、何も変更していません。{ COMMAND("doctor") } で原因を確認するか、ロールなしで作成してください。

## Roles

ranks-audit-reason = ポイントによるランク
doctor-rank-roles-permission = ランクのロール（{ $roles }）を付けられません：**ロールの管理** の権限がありません
    .remedy = サーバー設定 → ロール → { $role } → 権限 で「ロールの管理」をオンにしてください。到達済みの人には、その後自動で付きます。
doctor-rank-roles-above = { $roles } を付けられません：ボットのロールより上にあります
    .remedy = サーバー設定 → ロール で、{ $role } をそのロールより上にドラッグしてください。到達済みの人には、その後自動で付きます。
doctor-rank-roles-gone = ランク（{ $ranks }）のロールが削除されています
    .remedy = { COMMAND("ranks edit") } で別のロールを選ぶか、ロールなしのランクにしてください。
doctor-rank-roles-managed = { $roles } を付けられません：ボット、連携サービス、またはブースト用のロールです
    .remedy = { COMMAND("ranks edit") } で、{ $ranks } に別のロールを選んでください。
doctor-rank-roles-powerful = { $roles } にモデレーターや管理者の権限が含まれているため、ポイントでは付けられません
    .remedy = Discordのサーバー設定で、このロールからその権限を外してください。そのあと、条件を満たした全員に付けます。{ COMMAND("ranks edit") } で、{ $ranks } に別のロールを選ぶこともできます。
doctor-rank-roles-refused = Discordに断られ、{ $roles } を付けられません。理由は示されていません
    .remedy = サーバーがモデレーターに2要素認証を求めている場合は、ボットの所有者がご自身のアカウントで有効にしてください。その後、もう一度お試しください。

## Announcements

ranks-reached = 🎉 { $member } さんが**{ $rank }**になりました。いつもありがとうございます！
ranks-reached-several = 🎉 { $count }人の方のランクが上がりました。いつもありがとうございます！
ranks-reached-line = { $member } さん：**{ $rank }**
ranks-reached-private = 🎉 { $points }ポイントに到達し、ランクが**{ $rank }**になりました。おめでとうございます！

## Seasons

seasons-name = { $year }年{ $span ->
    [months] { $first }～{ $last }月
   *[month] { $last }月
  }
seasons-over = { $season }のシーズンが終わりました
seasons-scope-all = ポイント上位
seasons-scope-helpers = 回答やお礼で活躍した人
seasons-place = **{ $place }位**
seasons-winner = { $place } { $member } ・ { $points }ポイント
seasons-hidden-member = 名前を表示していないメンバー
seasons-former-member = 退出したメンバー
seasons-nobody = このシーズンにポイントを獲得した人はいません。
seasons-incomplete = シーズンの終わりにボットが停止しており、その間のメッセージをすべては読み取れませんでした。一部が反映されていない可能性があります。
seasons-hall-button = 殿堂
seasons-hall-title = 殿堂：{ $season }
seasons-hall-empty = 終わったシーズンはまだありません。最初のシーズンが終わると、上位の人がここに載ります。
