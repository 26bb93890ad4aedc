# ボット自体の不具合を、運用担当者に知らせるための文。

problems-command = このボットの不具合を、運用担当者に知らせます
    .name = 不具合報告
problems-command-code = エラーと一緒に表示されたコード（あれば）

problems-form = ボットの不具合を報告
problems-form-what = 何が起きましたか？
    .help = 行った操作、期待した結果、実際に起きたことをお書きください。
problems-form-code = コード
    .help = エラーと一緒にコードが表示された場合は、ここに入力してください。原因を調べる手がかりになります。
problems-form-nameless = 名前を伏せる
    .help = 運用担当者には、だれからの報告かが表示されます。名前を伏せると、返答はできません。

problems-thanks = ご報告ありがとうございます。受付番号は **{ $number }** です。このボットの運用担当者が確認できるよう、保存しました。
problems-text-back = 入力した内容が失われないよう、ここに控えておきます：
problems-error-nothing-said = 何が起きたのかを、言葉でお書きください。
problems-error-too-many = 24時間に送れる報告は{ $limit }件までです。続きは明日お送りください。
problems-error-too-many-nameless = このサーバーからは今日、名前を伏せた報告が多く届いています。名前を添えて送るか、明日お送りください。

# 運用担当者のチャンネルに投稿する文。
problems-told = 🛠️ **不具合報告 { $number }**・{ $server }（`{ $server_id }`）
problems-told-by = 報告者：{ $member }（`{ $member_id }`）
problems-told-nameless = 報告者：名前は伏せられています
problems-told-code = コード：`{ $reference }`（ログで検索できます）
