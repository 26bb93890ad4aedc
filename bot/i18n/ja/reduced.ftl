# Discordの特権インテントがないときに、機能ごとにできないこと。/doctor と /settings に表示します。

reduced-intent-members = Server Members
reduced-intent-content = Message Content

reduced-members-onboarding = 新メンバーには、最初の行動（発言、リアクション、コマンド、ボタン）があった時点で気づきます。どの招待から来たかはわからないため、招待のポイントは付きません。見ているだけの方は、歓迎も集計もされません。退出した方には、1日1回の確認のときに気づきます。
reduced-members-questions = 質問した方やエキスパートが退出していても、次にその方の情報が必要になるまで気づきません。
reduced-members-points = 戻ってきた方へのランクのロールは、すぐにではなく、1日1回の確認のときに付きます。
reduced-members-profiles = 興味のあることのロールがボット以外（手動やDiscordのオンボーディング）で付いた場合は、すぐにではなく、その人が次にコマンドやボタンを使ったときに反映します。
reduced-content-questions = フォーラムに直接書かれた文章は読めないため、そうした投稿はタイトルだけで検索されます。回答の文章は、メッセージのメニューから解決済みにしたときだけ記録されます。回答の一覧には、文章の代わりに書いた人と日時が表示されます。メッセージを質問にするとき、画像は引き継がれません。{ COMMAND("ask") } は、これまでどおりすべて使えます。
reduced-content-points = 短い発言や同じ発言の繰り返しを見分けられないため、ほかの発言と同じように数えます。
