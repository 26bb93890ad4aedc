# Discord's own onboarding and welcome screen: /onboarding native.

onboarding-command-native = Shows Discord's own onboarding and welcome screen, and offers to add what is missing
    .name = native

onboarding-native-error-community = Discord's onboarding is for community servers. An admin can switch that on under Server Settings → Enable Community.
onboarding-native-error-forbidden = Discord didn't let me change it. I need the permissions “Manage Server” and “Manage Roles”, and my role must stand above the roles of the interests. Nothing was changed.
onboarding-native-error-refused = Discord didn't take this (code { $code }). Nothing was changed.

onboarding-native-there = ### Discord's own onboarding
    { $on ->
        [yes] It is **on**: newcomers answer these questions when they join.
       *[no] It is **off**: newcomers don't see it. You can switch it on under Server Settings → Onboarding; I never do.
    }
onboarding-native-there-prompt = - { $title } ({ $options ->
    [one] { $options } answer
   *[other] { $options } answers
  })
onboarding-native-there-no-prompt = - No questions yet
onboarding-native-more = - … and { $count } more
onboarding-native-there-channels = Default channels: { $count }
onboarding-native-there-screen = Welcome screen: { $state ->
    [on] on
   *[off] off
  }, { $count ->
    [0] no channels
    [one] { $count } channel
   *[other] { $count } channels
  }

onboarding-native-add = **I could add:**
onboarding-native-add-prompt = - a new question “{ $title }” with the answers { $roles }
onboarding-native-add-options = - to the question “{ $title }” the answers { $roles }
onboarding-native-add-channels = - default channels: { $channels }
onboarding-native-add-welcome = - on the welcome screen: { $channel } ({ $said })
onboarding-native-names-more = … and { $count } more
onboarding-native-nothing = Everything I know of is there already. ✅
onboarding-native-no-room-prompts = -# Discord takes { $limit } questions at the most, so there is no room for the interests.
onboarding-native-no-room-options = -# Discord takes { $limit } answers to a question at the most, so not all interests have room.
onboarding-native-no-room-welcome = -# The welcome screen takes { $limit } channels at the most, so not all have room.
onboarding-native-left-out = -# Left out: { $roles }. I can't give these, they stand as high as your own role, or they may manage something.
onboarding-native-lacking = I can't add this myself: I lack { $permissions }. You can give that to my role “{ $role }” under Server Settings → Roles, and use this command again.
onboarding-native-promise = -# I only add. Nothing is switched on, changed, moved or taken away.
onboarding-native-button = Add these
onboarding-native-done = ✅ **Added.**
onboarding-native-half = ⚠️ **The onboarding is done, but Discord didn't take the welcome screen.** What is still missing is listed below; you can try again.
onboarding-native-changed = **Somebody has changed something meanwhile, so I added nothing.** This is how it is now:
onboarding-native-reason = Added with /onboarding native by member { $member }

onboarding-native-prompt = What are you interested in?
onboarding-native-channel-welcome = Say hello and find your way
onboarding-native-channel-introductions = Tell us who you are
onboarding-native-channel-questions = Ask and answer questions
