# /doctor：メンバーの活動の集計について。`.remedy` は対処方法。

activity-read = メンバーの投稿はすべて集計済みです
activity-reading = ボットが止まっていた間の投稿を読み込んでいます：残り{ $channels }チャンネル、これまでに{ $messages }件（{ $since }から）
activity-closed = ボットが止まっていた間の投稿を、{ $count }個のチャンネルで読み込めません：{ $channels }
    .remedy = そのチャンネルの設定 → 権限 → 高度な権限 で { $role } を追加し、**{ $permissions }** を許可してください。許可されしだい読み込みます。
activity-unwritten = メンバーの活動を保存できていません（{ $since }から、コード { $reference }）。保存できるようになるまで、{ $waiting }件をメモリに保持しています
    .remedy = ボットの運用担当者へ：ディスクの空き容量を確認し、ログでこのコードを探してください。
activity-dropped = 保存できない状態が長く続いたため、リアクションと削除を合わせて{ $count }件、集計できませんでした
    .remedy = あとから読み込むことはできません。投稿の集計には影響ありません。
