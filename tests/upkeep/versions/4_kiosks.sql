BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'records','visit_requests','2026-11-22 16:27:42.015754+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'records','staff','2026-11-22 16:27:42.016242+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'records','audit','2026-11-22 16:27:42.016566+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'records','invitations','2026-11-22 16:27:42.017005+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'records','responses','2026-11-22 16:27:42.017685+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'records','outbox','2026-11-22 16:27:42.018028+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'records','request_states','2026-11-22 16:27:42.018887+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'records','staff_seen','2026-11-22 16:27:42.019330+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'records','views','2026-11-22 16:27:42.019695+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'records','invitation_list','2026-11-22 16:27:42.022775+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'records','inbox','2026-11-22 16:27:42.023105+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'records','kiosks','2026-11-22 16:27:42.023760+00:00');
CREATE TABLE agreement (
    rule TEXT NOT NULL,
    verdict TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (rule, verdict)
) STRICT;
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    did TEXT NOT NULL,
    about TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
INSERT INTO "audit" VALUES(1,'2026-09-07T08:30:00.000+00:00','patient','submitted','visit djq5nesk27','a3648c334e3fa7be2b5191a2dd68e9b9a8dff3a0be96bf17389d9d4b36806fd6');
INSERT INTO "audit" VALUES(2,'2026-09-07T08:30:00.000+00:00','Kim Lee','looked at','visit djq5nesk27','618f09e53e4f5accaca8c1c22e4fd7ccf346cbc564d4040598b9fa14869adb31');
CREATE TABLE contents (
    version TEXT PRIMARY KEY,
    kept TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;
INSERT INTO "contents" VALUES('0.1-proposal+908d819f','2026-09-07T08:30:00.000+00:00','{"title": "Upper-back self-check for runners", "version": "0.1-proposal+908d819f", "sections": [{"id": "safety", "title": "Safety check", "questions": [{"id": "rf_now", "kind": "choices", "text": "First, a quick safety check. Do you have any of these right now?", "short": "Right now", "help": "Most people do not. Tick every one that fits. If you tick one, we will tell you what to do next.", "options": {"chest_pressure": "Pain, tightness, pressure or squeezing in my chest", "arm_jaw": "A heavy or aching feeling in my jaw or arm that came on today and does not change when I move", "hard_to_breathe": "Hard to breathe, even when I sit still", "tearing_pain": "Very bad pain in my back, chest or belly that hit me all at once, like a rip or tear", "fainted": "I fainted, nearly fainted, or feel cold, sweaty and sick", "cough_blood": "I am coughing up blood", "legs_now": "New weakness or numbness in both legs, or my legs are too weak to walk as usual", "bladder_saddle": "New trouble peeing or holding in pee or poo, or numbness between my legs", "face_speech": "Drooping face, slurred speech, loss of sight, or one side of my body is weak", "not_sure": "I am not sure", "none": "None of these"}, "exclusive": ["none"], "unsure": ["not_sure"], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "rf_heart_lungs", "kind": "choices", "text": "In the last 4 weeks, have you had any of these?", "short": "Heart and lungs", "help": "Sometimes upper back pain on a run comes from the heart or lungs, so we ask everyone.", "options": {"chest_on_effort": "Chest pain, tightness or pressure when I ran, climbed stairs or worked hard", "faint_on_effort": "I fainted or almost fainted during exercise, or just after", "racing_heart": "My heart raced, pounded or skipped and I felt dizzy", "breathless_unusual": "I got far more out of breath than usual on an easy run or walk", "sharp_breath_sudden": "A sharp pain on one side that came on suddenly and is worse when I breathe in", "calf_swollen": "One calf is swollen, sore, warm or red", "not_sure": "I am not sure", "none": "None of these"}, "exclusive": ["none"], "unsure": ["not_sure"], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "rf_nerves", "kind": "choices", "text": "Have you noticed any of these changes?", "short": "Nerves", "help": "These can mean that a nerve or the spinal cord needs checking.", "options": {"unsteady_walk": "I am unsteady, I trip more, or my legs feel heavy or stiff when I walk (not just tired after a run)", "legs_tingle_weak": "New numb, tingly or weak feelings in one or both legs since this back pain began", "clumsy_hands": "My hands are clumsy, or both hands tingle or feel numb", "band_round_chest": "Pain, numbness or tightness that wraps round my chest or belly like a belt", "not_sure": "I am not sure", "none": "None of these"}, "exclusive": ["none"], "unsure": ["not_sure"], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "rf_injury_bone", "kind": "choices", "text": "Injuries and bones: do any of these fit?", "short": "Injuries and bones", "help": "We ask because bones can be sore without a big injury.", "options": {"big_accident": "The pain began with a serious accident: a car or bike crash, a fall from a height, or a hard hit", "small_knock": "The pain began with a small fall or knock, a lift, or a hard cough or sneeze", "weak_bones": "I have been told I have thin or weak bones (osteoporosis), or I have broken a bone very easily", "steroid_3m": "I have taken steroid tablets for 3 months or more", "sore_bone_spot": "One exact spot on my spine or a rib is sore to press, and it gets worse each time I run", "low_energy": "I have had a stress fracture, or my periods stopped for 3 months or more, or I eat less than my training needs", "new_bump": "A new lump, or my back has changed shape", "not_sure": "I am not sure", "none": "None of these"}, "exclusive": ["none"], "unsure": ["not_sure"], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "rf_general", "kind": "choices", "text": "Your health in general: do any of these fit?", "short": "General health", "help": "On their own, most of these have a simple reason. We ask so that we do not miss something.", "options": {"fever_chills": "Fever, chills or sweats, or I feel very unwell", "infection_risk": "A bad infection or surgery in the last 3 months, injected drugs, or an immune system that is weak", "cancer_ever": "I have, or have had, cancer", "weight_loss": "I am losing weight and do not know why", "night_pain": "The pain keeps me awake at night, and changing position does not help", "constant_worse": "The pain is there all the time, is getting worse, and rest does not ease it", "not_sure": "I am not sure", "none": "None of these"}, "exclusive": ["none"], "unsure": ["not_sure"], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "rf_other", "kind": "choices", "text": "Last safety check: do any of these fit?", "short": "Other parts of the body", "help": "Other parts of the body can cause pain in the upper back.", "options": {"rash_one_side": "A rash or blisters, or burning, tender skin, on one side of my back or chest", "morning_stiff": "For 3 months or more: stiff for over 30 minutes in the morning, better when I move, not better with rest", "after_meals": "The pain comes after I eat (fatty food most of all), or with pain high in my belly", "yellow_skin": "My skin or eyes look yellow, or my pee is very dark", "pee_burn_blood": "Pain in my side below the ribs, with blood in my pee or burning when I pee", "long_cough": "A cough that has lasted more than 3 weeks", "not_sure": "I am not sure", "none": "None of these"}, "exclusive": ["none"], "unsure": ["not_sure"], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "health_background", "kind": "choices", "text": "Do any of these apply to you?", "short": "Health background", "help": "You can skip this. It helps us choose safer advice. An aneurysm is a bulge in a blood vessel.", "options": {"heart_disease": "A heart condition", "heart_risk": "High blood pressure, high cholesterol, diabetes, or I smoke", "family_sudden_heart": "A close relative died suddenly, or had serious heart trouble, before age 50", "aorta_connective": "An aneurysm, Marfan syndrome or vascular Ehlers-Danlos (me or close family)", "clot_risk": "A past blood clot, or surgery, a cast, or a trip of over 4 hours sitting still in the last 4 weeks", "pregnant": "I am pregnant", "birth_12w": "I gave birth in the last 12 weeks", "blood_thinner": "I take blood thinners", "prefer_not": "I would rather not say", "none": "None of these"}, "exclusive": ["prefer_not", "none"], "unsure": ["prefer_not"], "range": [0, 0], "unit": "", "may_skip": true, "show_when": null}, {"id": "preg_warning", "kind": "choice", "text": "Do you have a bad headache, changes in your sight, sudden swelling, or strong pain just under your ribs?", "short": "Pregnancy warning signs", "help": "We ask because these need a check today when you are pregnant or have just had a baby.", "options": {"yes_now": "Yes", "no_now": "No", "not_sure": "I am not sure"}, "exclusive": [], "unsure": ["not_sure"], "range": [0, 0], "unit": "", "may_skip": false, "show_when": {"question": "health_background", "one_of": ["pregnant", "birth_12w"]}}]}, {"id": "your_pain", "title": "Your pain", "questions": [{"id": "age_years", "kind": "number", "text": "How old are you?", "short": "Age", "help": "Some advice changes with age. This check is made for people aged 16 and over.", "options": {}, "exclusive": [], "unsure": [], "range": [13, 100], "unit": "years", "may_skip": false, "show_when": null}, {"id": "pain_location", "kind": "choices", "text": "Where do you feel it?", "short": "Where it hurts", "help": "Tap all the places. You can use the picture.", "options": {"between_blades": "Between my shoulder blades", "one_blade": "Around one shoulder blade", "neck_shoulder_top": "Top of my shoulders or base of my neck", "mid_spine": "Middle of my back, on the spine", "ribs_side": "Side of my ribs", "front_chest": "Front of my chest", "low_back": "Low back"}, "exclusive": [], "unsure": [], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "pain_feel", "kind": "choices", "text": "What does it feel like?", "short": "What it feels like", "help": "Pick the words that fit best.", "options": {"ache_tight": "A dull ache or tight, tired muscles", "knot": "A knot or sore spot in the muscle", "sharp_move": "Sharp when I move a certain way", "stiff": "Stiff", "burning": "Burning", "tingling": "Tingling or numb", "heavy_pressure": "Heavy, pressing or squeezing"}, "exclusive": [], "unsure": [], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "pain_worst", "kind": "scale", "text": "At its worst in the last 7 days, how strong was the pain?", "short": "Worst pain", "help": "0 is no pain. 10 is the worst pain you can imagine.", "options": {}, "exclusive": [], "unsure": [], "range": [0, 10], "unit": "", "may_skip": false, "show_when": null}, {"id": "pain_onset", "kind": "choice", "text": "How did it start?", "short": "How it started", "help": "Think about the very first time.", "options": {"gradual": "Slowly, over days or weeks", "during_one_run": "During or just after one run", "sudden_seconds": "All at once, in seconds, for no clear reason", "after_injury": "After a knock, fall or strain", "not_sure": "I am not sure"}, "exclusive": [], "unsure": ["not_sure"], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "pain_duration", "kind": "choice", "text": "How long have you had it?", "short": "How long", "help": "Count from when it first started this time.", "options": {"lt_2w": "Less than 2 weeks", "w2_6": "2 to 6 weeks", "w6_12": "6 to 12 weeks", "gt_12w": "More than 12 weeks"}, "exclusive": [], "unsure": [], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "pain_run_timing", "kind": "choice", "text": "When does it show up around a run?", "short": "When, around a run", "help": "Pick the one that is true most often.", "options": {"first_10min": "In the first 10 minutes, then it eases", "midway": "Part-way through", "late_long": "Only late in a run, or only on long runs", "hard_only": "Only when I run fast or hard", "whole_run": "All through the run", "after_only": "After the run, not during", "not_with_running": "It has nothing to do with running"}, "exclusive": [], "unsure": [], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "pain_eases", "kind": "choices", "text": "What makes it better?", "short": "What makes it better", "help": "Tick all that help, even a little.", "options": {"stop_running": "Stopping or walking for a few minutes", "change_posture": "Standing tall or changing my position", "shake_arms": "Shaking out my arms or rolling my shoulders", "rest_day": "A day or two off running", "stretch_heat": "Stretching, heat or massage", "calm": "Relaxing or being less stressed", "nothing": "Nothing helps"}, "exclusive": ["nothing"], "unsure": [], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "pain_other_times", "kind": "choices", "text": "When else do you feel it?", "short": "Other times it hurts", "help": "Try it now: press the sore spot, twist, lift your arms. Tick all that fit.", "options": {"desk_screen": "Sitting at a desk or looking at a screen", "driving": "Driving", "carry_lift": "Carrying or lifting", "press_turn": "When I press on it, twist or lift my arm", "deep_breath": "With a deep breath", "rest_night": "Resting or lying in bed", "neck_move": "When I move my neck", "none": "Only around running"}, "exclusive": ["none"], "unsure": [], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "past_injury", "kind": "choices", "text": "Have you hurt any of these in the last 12 months?", "short": "Past injuries", "help": "Count anything that made you change your training or see someone.", "options": {"neck": "Neck", "upper_back": "Upper back", "shoulder": "Shoulder or arm", "rib": "Rib or chest wall", "lower_body": "Hip, leg or foot", "none": "None"}, "exclusive": ["none"], "unsure": [], "range": [0, 0], "unit": "", "may_skip": true, "show_when": null}]}, {"id": "posture", "title": "Posture and form", "questions": [{"id": "form_notice", "kind": "choices", "text": "When you run, have you (or someone else) noticed any of these?", "short": "Running form", "help": "A photo or a 10-second phone video from the side can help. It is fine not to know.", "options": {"hunched": "Rounded back or hunched shoulders", "lean_waist": "Leaning forward from my waist", "head_forward": "Head poking forward or looking at my feet", "shoulders_up": "Shoulders creeping up to my ears", "fists_tight": "Tight fists or stiff arms", "slumps_tired": "I slump or lose my form when I get tired", "looks_fine": "I checked and my form looks relaxed and tall", "dont_know": "I do not know"}, "exclusive": ["looks_fine", "dont_know"], "unsure": ["dont_know"], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "desk_hours", "kind": "number", "text": "On a usual day, how many hours do you spend sitting at a desk, a screen or the wheel?", "short": "Hours sitting", "help": "Your best guess is fine.", "options": {}, "exclusive": [], "unsure": [], "range": [0, 18], "unit": "hours a day", "may_skip": false, "show_when": null}, {"id": "carry_load", "kind": "choices", "text": "What do you carry when you run?", "short": "What you carry", "help": "Tick all that you use on most runs.", "options": {"vest_light": "A vest or pack, light (under 2 kg)", "vest_heavy": "A vest or pack, 2 kg or more", "one_hand": "A phone or bottle in one hand", "stroller": "I push a stroller", "belt": "A waist belt or arm band", "none": "Nothing"}, "exclusive": ["none"], "unsure": [], "range": [0, 0], "unit": "", "may_skip": true, "show_when": null}, {"id": "breathing_feel", "kind": "choice", "text": "On an easy run, how does your breathing feel?", "short": "Breathing on easy runs", "help": "Notice what moves most: your belly and lower ribs, or your chest and shoulders.", "options": {"easy_low": "Easy; my belly and lower ribs move", "high_shallow": "High and shallow; my chest and shoulders lift", "tight_hold": "Tight, or I catch myself holding my breath", "dont_notice": "I have not noticed"}, "exclusive": [], "unsure": ["dont_notice"], "range": [0, 0], "unit": "", "may_skip": true, "show_when": null}]}, {"id": "training_load", "title": "Your training", "questions": [{"id": "km_last_7d", "kind": "distance", "text": "How far did you run in the last 7 days?", "short": "Last 7 days", "help": "Check your watch or app if you can. You can switch to miles.", "options": {}, "exclusive": [], "unsure": [], "range": [0, 300], "unit": "", "may_skip": true, "show_when": null}, {"id": "km_typical_week", "kind": "distance", "text": "In the 4 weeks before that, how far did you run in a usual week?", "short": "Usual week", "help": "Leave out the last 7 days. Your best guess is fine.", "options": {}, "exclusive": [], "unsure": [], "range": [0, 300], "unit": "", "may_skip": true, "show_when": null}, {"id": "longest_recent_km", "kind": "distance", "text": "What was your longest single run around the time the pain started or got worse?", "short": "Longest run then", "help": "If the pain is old, use your longest run in the last 2 weeks.", "options": {}, "exclusive": [], "unsure": [], "range": [0, 200], "unit": "", "may_skip": true, "show_when": null}, {"id": "longest_prev30_km", "kind": "distance", "text": "What was your longest run in the 30 days before that run?", "short": "Longest in 30 days before", "help": "Just the single longest one.", "options": {}, "exclusive": [], "unsure": [], "range": [0, 200], "unit": "", "may_skip": true, "show_when": null}, {"id": "hard_sessions", "kind": "number", "text": "In a usual week now, how many runs are fast, hilly or hard?", "short": "Hard runs a week", "help": "Count races, intervals, tempo runs and hard group runs.", "options": {}, "exclusive": [], "unsure": [], "range": [0, 14], "unit": "runs a week", "may_skip": false, "show_when": null}, {"id": "rest_days", "kind": "number", "text": "In a usual week now, how many days have no running or hard training at all?", "short": "Rest days a week", "help": "An easy walk still counts as a rest day.", "options": {}, "exclusive": [], "unsure": [], "range": [0, 7], "unit": "days a week", "may_skip": false, "show_when": null}, {"id": "training_changes", "kind": "choices", "text": "In the 4 weeks before the pain started or got worse, what changed?", "short": "What changed", "help": "Tick all that fit.", "options": {"more_distance": "More distance or more runs", "more_speed": "More speed work", "more_hills": "More hills or trails", "back_after_break": "I came back after 2 weeks or more off", "new_runner": "I started running in the last 6 months", "race_big": "A race or one very big run", "new_pack": "A new or heavier pack or vest", "new_shoes": "New shoes or a new surface", "new_gym": "New gym or upper-body work", "none": "Nothing changed"}, "exclusive": ["none"], "unsure": [], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}]}, {"id": "stress", "title": "Stress and sleep", "questions": [{"id": "stress_level", "kind": "choice", "text": "Over the last month, how stressed have you felt?", "short": "Stress this month", "help": "Think about work, home, money, health or anything else.", "options": {"not_at_all": "Not at all", "a_little": "A little", "some": "Quite a bit", "a_lot": "A lot", "extreme": "More than I can cope with"}, "exclusive": [], "unsure": [], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "stress_link", "kind": "choice", "text": "Does the pain change with how stressed you are?", "short": "Pain and stress", "help": "Compare a tense day with a calm one.", "options": {"worse_stressed": "Yes, it is worse on tense days", "no_link": "No, it makes no difference", "not_sure": "I am not sure"}, "exclusive": [], "unsure": ["not_sure"], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "clench_habits", "kind": "choices", "text": "Do you catch yourself doing any of these, running or not?", "short": "Tension habits", "help": "Many people only notice when asked. Check your jaw and shoulders now.", "options": {"jaw": "Clenching my jaw or grinding my teeth", "shrug": "Holding my shoulders up", "fists": "Making fists", "breath_hold": "Holding my breath", "tension_headache": "Tight-band headaches", "none": "None of these"}, "exclusive": ["none"], "unsure": [], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "sleep_hours", "kind": "number", "text": "On most nights in the last month, how many hours did you sleep?", "short": "Sleep", "help": "Time asleep, not time in bed.", "options": {}, "exclusive": [], "unsure": [], "range": [0, 16], "unit": "hours a night", "may_skip": false, "show_when": null}, {"id": "mood_2w", "kind": "choice", "text": "How has your mood been in the last 2 weeks?", "short": "Mood", "help": "You can skip this one.", "options": {"good": "Mostly good", "up_down": "Up and down", "low_most_days": "Low or worried on most days", "prefer_not": "I would rather not say"}, "exclusive": [], "unsure": ["prefer_not"], "range": [0, 0], "unit": "", "may_skip": true, "show_when": null}]}, {"id": "strength", "title": "Strength and warm-up", "questions": [{"id": "strength_days", "kind": "number", "text": "In the last 4 weeks, on how many days a week did you do strength work for your back, shoulders or middle?", "short": "Strength days a week", "help": "For example rows, push-ups, planks, weights, bands, climbing or Pilates.", "options": {}, "exclusive": [], "unsure": [], "range": [0, 7], "unit": "days a week", "may_skip": false, "show_when": null}, {"id": "warmup_habit", "kind": "choice", "text": "What do you usually do before a run?", "short": "Before a run", "help": "There is no wrong answer. Many runners just go.", "options": {"nothing": "Nothing, I just go", "easy_start": "I start slowly", "static_only": "Still stretches only", "dynamic_5": "5 minutes or more of moving drills"}, "exclusive": [], "unsure": [], "range": [0, 0], "unit": "", "may_skip": false, "show_when": null}, {"id": "plank_seconds", "kind": "number", "text": "A short test: how long can you hold a plank on your forearms with a straight body?", "short": "Plank hold", "help": "Stop if it hurts, or at 2 minutes. Skip it if your pain is above 5 out of 10, or if you are pregnant. Skip it too if you ticked anything in the safety check.", "options": {}, "exclusive": [], "unsure": [], "range": [0, 600], "unit": "seconds", "may_skip": true, "show_when": null}, {"id": "prone_hold_seconds", "kind": "number", "text": "A short test: lie face down, arms out to the sides, thumbs up. Lift your arms just off the floor. How long can you hold?", "short": "Face-down arm hold", "help": "Keep your neck long. Stop if it hurts, or at 1 minute. Skip it for the same reasons as the plank.", "options": {}, "exclusive": [], "unsure": [], "range": [0, 300], "unit": "seconds", "may_skip": true, "show_when": null}]}]}');
CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    mark TEXT NOT NULL,
    physiotherapist INTEGER NOT NULL REFERENCES staff,
    made_by INTEGER NOT NULL REFERENCES staff,
    made TEXT NOT NULL,
    visit TEXT NOT NULL,
    ends TEXT NOT NULL,
    opened TEXT,
    agreed TEXT,
    withdrawn TEXT,
    is_not_me INTEGER NOT NULL DEFAULT 0,
    reminded TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    sealed BLOB NOT NULL
, stands TEXT NOT NULL DEFAULT 'made', is_open INTEGER NOT NULL
    GENERATED ALWAYS AS (stands IN ('made', 'opened', 'in progress')), batch TEXT, not_me_told TEXT) STRICT;
INSERT INTO "invitations" VALUES(1,'djq5nesk27','816c80387e25b5a0e8215e5622c21f3ee37335e27d14cde41443821d383b6138',1,1,'2026-09-07T08:30:00.000+00:00','2026-09-08T09:30','2026-09-08T23:59:59.000+00:00',NULL,NULL,NULL,0,NULL,0,X'67414141414142716E6E59492D5971615F63475575513062356550754A52584B322D70667345467868565069487A6D58726C556A703364694C754C34736C346B6E6E33463630444B37746C5F4575444234734F337230424531314F7657474D4F4C507261773455713739774B4671595578476E57384A6C626F2D7A374C375549376773676457396E42664D67316E41773054594E5870454D563366494C41795941773D3D','submitted',NULL,NULL);
INSERT INTO "invitations" VALUES(2,'mteurnm5ha','c596328b17655e11e9f0d3c7bb0a06630fa9cf9c1d5354526e78e0e208690c00',1,1,'2026-09-07T08:30:00.000+00:00','2026-09-08T09:30','2026-09-08T23:59:59.000+00:00','2026-09-07T08:30:00.000+00:00',NULL,NULL,0,NULL,0,X'67414141414142716E6E59494130756C4C35706531784168554957715167746A41444E794347496F4C784F6D54764E46504F6B693435577A664B32766D385A5F794D444B4A6430574A7A79474243764A357234526477774446752D77345354384664546547325A583131587566776E726D6A33664F6845595F597A4C6D556E773532634D714266684D476265384B51644A76416E5A71725867494F354F446D6355773D3D','in progress',NULL,NULL);
INSERT INTO "invitations" VALUES(3,'t56ueevk2b','ef0e1e87b7f6a7504d202e64ac9edfae73021661ed092572c9e9db32f3eb006d',1,1,'2026-09-07T08:30:00.000+00:00','2026-09-08T09:30','2026-09-08T23:59:59.000+00:00',NULL,NULL,NULL,0,NULL,0,X'67414141414142716E6E5949495F6D564E5F4A57594D6D5635752D67733665504B33326B54326B7159756B6D3571736B61694A64384D4A627239564957494A576A745F53746D4E336E6F5071572D4D5F63456A387552773874694C4F4867516E5353374961775A364D534C635770737A33623159697174464871674D636C366C37334F67623830487A6F485257756B7045686669647545736C5375435F662D4569413D3D','in progress',NULL,NULL);
CREATE TABLE kiosk_calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kiosk INTEGER NOT NULL REFERENCES kiosks ON DELETE CASCADE,
    kind TEXT NOT NULL,
    made TEXT NOT NULL,
    acknowledged TEXT,
    by INTEGER REFERENCES staff,
    take_home INTEGER REFERENCES take_home ON DELETE SET NULL
) STRICT;
INSERT INTO "kiosk_calls" VALUES(1,1,'print','2026-09-07T08:30:00.000+00:00',NULL,NULL,1);
CREATE TABLE kiosk_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation INTEGER NOT NULL UNIQUE REFERENCES invitations ON DELETE CASCADE,
    mark TEXT NOT NULL UNIQUE,
    ends TEXT NOT NULL
) STRICT;
INSERT INTO "kiosk_codes" VALUES(1,2,'d49a3a07d3998f7fe855a84e7e980b2851dbfaf3201f97b30ec3c067eea60268','2026-09-07T10:30:00.000+00:00');
CREATE TABLE kiosk_counts (
    day TEXT NOT NULL,
    kiosk INTEGER NOT NULL REFERENCES kiosks ON DELETE CASCADE,
    what TEXT NOT NULL,
    section TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (day, kiosk, what, section)
) STRICT;
INSERT INTO "kiosk_counts" VALUES('2026-09-07',1,'started','',1);
CREATE TABLE kiosks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    made TEXT NOT NULL,
    code_hash TEXT UNIQUE,
    code_ends TEXT,
    token_hash TEXT UNIQUE,
    enrolled TEXT,
    seen TEXT,
    version TEXT NOT NULL DEFAULT '',
    pin TEXT NOT NULL DEFAULT '',
    withdrawn TEXT,
    sitting TEXT,
    touched TEXT,
    section TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "kiosks" VALUES(1,'Waiting room','2026-09-07T08:30:00.000+00:00',NULL,NULL,'bb8b0c15c40104de767ae959f2aebd109eefe8e2d9c5f60ca8ed74843dbbeb23','2026-09-07T08:30:00.000+00:00','2026-09-07T08:30:00.000+00:00','','',NULL,'ulpA24TQcz-x7wc8','2026-09-07T08:30:00.000+00:00','pain');
CREATE TABLE links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT NOT NULL UNIQUE,
    invitation INTEGER NOT NULL REFERENCES invitations ON DELETE CASCADE,
    made TEXT NOT NULL,
    replaced TEXT
) STRICT;
INSERT INTO "links" VALUES(1,'c05c27b813895f5c3e3d8c5bd9d3b94c66dfd0450dc3b72120627a0ddc671ebb',1,'2026-09-07T08:30:00.000+00:00',NULL);
INSERT INTO "links" VALUES(2,'17119f83c30bdb170dfdf410e8e68867fad9c234419dd5bc1ce58226c1fc8521',2,'2026-09-07T08:30:00.000+00:00',NULL);
INSERT INTO "links" VALUES(3,'c19a8630c5e42c7f024d658b21f1ba222cd5538cd9d8603e1a027b72043bfe16',3,'2026-09-07T08:30:00.000+00:00',NULL);
CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    response INTEGER NOT NULL REFERENCES responses ON DELETE CASCADE,
    by INTEGER NOT NULL REFERENCES staff,
    at TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
INSERT INTO "notes" VALUES(1,1,1,'2026-09-07T08:30:00.000+00:00',X'67414141414142716E6E5949473063426F76504166573678454F30666F2D45564679305F6650785453674143467950457762525852487A634D306A6A657061636A50596B62625A617445653278554C5849364C535868614C68515571514566727165726D694E566B324D5243794B454F395A5F36395243436855682D57744E637A365170507A4B556F4A7277');
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    due TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    sealed BLOB NOT NULL
, invitation INTEGER REFERENCES invitations ON DELETE CASCADE, given_up TEXT) STRICT;
INSERT INTO "outbox" VALUES(1,'2026-09-07T08:30:00.000+00:00',0,X'67414141414142716E6E5949645A77655758336F6E3537774D5F4E414D346C4372794C442D544348687A3461507654434E75417A4D6D4C6739473841566D662D38736C4F7933707A74487A68544F376D4872655556545A316D7661595278397750706E35656955735877785175564A39536A7A5A53364C636250653936424E724A4A496E65716A6B796667377533396D5A6170304E44694777454C477044427855484F6E7A346C746C4C474D33387062564550633069493D',2,NULL);
CREATE TABLE responses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation INTEGER NOT NULL REFERENCES invitations ON DELETE CASCADE,
    round INTEGER NOT NULL,
    started TEXT NOT NULL,
    changed TEXT NOT NULL,
    section TEXT NOT NULL,
    submitted TEXT,
    received TEXT,
    state TEXT NOT NULL DEFAULT 'new',
    read_by INTEGER REFERENCES staff,
    read TEXT,
    waiting INTEGER NOT NULL DEFAULT 0,
    correction TEXT,
    sealed BLOB NOT NULL,
    told BLOB,
    brief BLOB,
    verdict BLOB,
    UNIQUE (invitation, round)
) STRICT;
INSERT INTO "responses" VALUES(1,1,1,'2026-09-07T08:30:00.000+00:00','2026-09-07T08:30:00.000+00:00','strength','2026-09-07T08:30:00.000+00:00','2026-09-07T08:30:00.000+00:00','new',NULL,NULL,0,NULL,X'67414141414142716E6E5949304D482D613448414F774666446F4E6D426141587A74536C50473843445A334F632D6E42755F7667746567523367742D3652736974764C696F716473753269587565346875345F473277584D3177666477734567723139334E505877785A4475306362716A76506F4C4A797762624C76656F6A4E79747842476B49657759717038557651484363525A68474C514D6B625A44544B574C695258546862506843704C435133426A2D564233334E71783152465A503335315A41325F56307566704C72496645556631794C79387042674B4B6C344E44514D37725068562D43483375304D6355785F6A654455792D42416D4748344D4D6A672D6357534A76335571464D594E71446A4F6A4867437444725167594950307A36567A50304E2D4A333854773565434D6E47736236736C6C7377316A41777055654E5072787138686A487170675467444B6463477854496B7571797956575A4542327434496E70796162456E4F4256537530456332764542596F4679386C5156304735574758656C45504F6C754C4F4A3359313270315A7262304854644973747A5177643170627A38634454395A54433739654463575732493672466D694F47485F4968394A537A7750733247556E4939786378354E37322D337443376166687443734D726E62354F4F336879394F453659752D47655354317067435A72307357466E69763975737967426A675A38513358456C464147672D334C2D74476978673D3D',X'67414141414142716E6E59495154685331305562614F6C486141726B536C4C6163584B5F58627A756B384C4776722D583979594B795F7631506D596275306162504666424A42505463414D484B6539353532574C54447847686875436A434C554D706D376F365A4F6735753231327055632D6F4D676F336A4642325271726D5033515352582D5537735551644D5F666743354D574B46525372787746624F6639783164645867675779747A48486D527371446A5169614C536479577952677A77575361316E3842666833684B717A38434469645F34674935675234486F78737650304F6C4C4D655F6B79656E68704F6563675763574862476E4A77494F396F2D6845354771344342514651645642323141387432475A515F784D4F787A72544769714D655F4A6238574358326F447762634C494D4139646475536847384D6E5938645A693451757259433848345653554372466967337A6C356839527478346D5F325F416E6368476F30485056455A7650357535454B44457766446D4E4B46526473746A517835386459587A43555572633071425349732D32796769363930436E45494C773365754C495139715F6D63377536736E65705F70694F733933542D4E6B796B5F5A4E6668504345457477374E626F4D6F4943725A696B6C4276537430624745445049624D59646F4F75676A44746C64384B357659705F6A3436727A566A784A386B384142663173386866514854686F59424C526B5431617953376D2D306661726B524A577A666A47306B397647526D4B5064652D455F69773143584546424A7A727077336157643132574B536D6641496A31484D626B3750354674562D716E7A4C5A5F48365F65776E645A4A5272584F6A325232566D54654C73544A46514946494843636D4A6734444658714C72507833397A574E364A353742352D7A4C754946355A746673673973734D6245685352724C6745345967534A34425666623474594142792D652D45367947347A66682D4155766236446B5677696C4162336C71774A344A70614946364D44334141334F6761774B67646A676F4373444D5835623156506179546E3358306A5662596B5F786C686443587A7648745A7562575236546E50346662686C4B36576847656234435871504A4C366F7A6C696C5A6E637A3254317A6D73736468716448376C515831436D4B6543626B4C476D424F627669596B4C7056746F636B75685170646E4550546D6F4D434E666B447A6B53386543484A587149753335704E38715073515770355462774665787761506F306E4E6F3141356C544D5247394E4C30434449356544435A636974794B6358677054546F46356336326A366853565349584A7450533232567768486756394F42477976624E336134464C6A4869555174432D6A3033467A454F4F7A374C7958495249595563755569365551364D6544506C53466B514F56385078666955544D6348357151794D37443058584A4F424259316C68584F557A564E616C6A5A5F547A4C53726964504C6F435F74454B4F66326771756750752D7756686C496B58672D6E352D7830756E64685A492D564765727762353155414D6C7A4F4E45654D72477A6355545650577A48625357596B79705754693277792D312D326F4D6978536C326F6F6D576A5F6C4B34727A74633446584F7055727961492D4454666635536832694878555A67546D43435241467469365777413955324A616F6A5A5A5164705A656C4E4E6F72546C7A7647353551713577596A315159522D5467766F69316657497877484B69554E5161515A72577A716C65432D484539515942524C715967704A6E356632636F76416E584E726D3773554341383777343539544349597579654D33684B563645376C717275643072476362574F5A4F634155496A516950777759344F4F6B68707252774A3254782D7A355055746F53346A437143537A3564707A4E3653693946306274427144334D346D496F62646B5A6C6E48715562354D476456413632472D7753524F555257436F337377794E4B44484857736A466B6E6C4646327532626B5470567A756872455A32703238534A41345F415F45396359546279633671753158676E35643173786B4A75566138456B597A6B4C4A4C537668496D73676831725A6C502D62444F722D556F6B76615136492D38594756614C626659335F73464E655746595471654254616A342D553843474C54476D4B4A437171646F4D7068315670306E66596D6A2D4B76716B7464646D7A3543525F4E69734975783845734B4F4B7A6C517454597967745F53425463796A3832375749476556416B4F4A383531732D36633246585847377949774E574A7A722D53736D5731414261514C3158676D5F7A4134585450676D6654615330336F70464B5838544B615373756C644C6345637731484D36306F656F72416838774C50484E6C2D305045635073472D4B4547396F726A4D333470455F3451692D4C68706170785277472D4A79725A34306F53707264436470466F64733968723172753239545562514954445345324654634C69785F5659704C4C2D64554958765059785344764D52546454386B626463676161727753555351622D59387268324F624549675F58664A483337524F684D2D323447794F57544A2D356555626D51674A324B587A562D69624C7175726E577A58746662354F376A6C495F4D4452457372395253556A6F2D53464F654B5149485059526F4E3543614D6C5358733531644B467758583151755A494F4345705973532D5051595738633175417662704776507773394C6749515539676B2D303669774E7835786E5A50576D38514E4E4E5633476256723737585630596F732D6133504E716C554D727864344A6E47702D3178627A4B4B496556786F6370346173623147517837694B7132474F304B66484A685430334C6F6730335F3143464163554549707A6E4C774E45536B3069316352506F474D6139446B787A71465053305F53726E36514A4B45505A757754724473487742445A306C544B4C744D48704454475461537563774E546E6C62736C714D7A7135774267416A725971576B7534756A6942465548664F32584C494F494735567570367457582D35436A614A6E4544466A5F356648664A6D78636C6637416F6D677A6675503659794838627944693439744B37367355427548353873767954534C6F6656682D5A556E4E4D72683464624F6F306D5A574161504439394B50475246354141466D61617333363148385A52746852516951736A5373754D30636866556A356C664B72757567706B446C56416638466E4D54593073444E6B5955707778304A6234743768704C6E59416966415961627A354F72526461744D376A6A3134715251426E565F6A4455674C5034534875793277584F4735734F7668725257324641506C6435434C664472494B535766394D554A32636873426550444D4F4F572D556536483631354A37315A68553069396E565F364A4A77514B6749686D555A5637494C6E5331704A755F6F613444462D4C4436676D4A514535524D5F59574D587766386563714C79356E327743336B7A416D6448766C3161663045714431305A4A534F44362D5535592D505542646B6A38744F6F72516348475668454A344D466F5430357269464543347074676E664F3555346767453748594434534E674E47536B714A2D5F75693235746D707A666A4862395144546D6B6D5479454F736C4855767638325361522D4E463967696C61395F4B42743034646C6E5A436270535F6C7655624376317A32346C4C555F4B7A42734841493435567049687649554954386259655130353051556A7571555768636342766E7A545A314A30436B65512D6C5634336E54593650797374425137364234504B77306255714945324C507374414268765273664D4455747A6F32736858544E377A3163493070317364384A586979325876494441443677386E6C70466353726A6176474256354733422D4A496D41306D5F5A45383246686170764752713850596F63516767796D74574666643169436A6661346853504959475431574D6A344637674539687345304448776D463769564750514A426433426C584E54443043347A7959347A464F492D536F5A776468335748635A5F484D64476B38714C3041344B5A55594C456A7074474E72346F7945723677637453366474494D70686141524B4A4D2D47487A61446D5564654E5A43535A7A554C75737567653343417269516B56594B5161376C4766566449615F3356495462445147376334374F69395A726D73462D2D4741635559625459704B3279636362594C676975704264303765516E733775644B4B5748706A716D33486635426344394878776B426936456D70532D6C5A6A4C6D4B71587667344B45733854536A6C44444B5F63785F536C426C51553939354661414C4847545F4245754C7A664D316F6759554550477263425055713359314531456261394A47413776302D737A48646F756E445F67414A4367664E36664F6F4C7349624B6F4542427976385937756178374C5073654E585A3847712D7631347674534E6E79677968665449464562582D33517877595578556E51644C424443336D4A564C624B316B6A764953493435354E56684B584D56364D626D38704775744D7A684B4D5F30545974307749504F5F632D43317A6E664642534A5746516B3776634461626D694A4F7653476A6F49544E7847554D61374C38746C6D3946453757526E575A41464C6E3252494E5339624D4978647762524333345F5A5259522D366C4247496E53796D6446522D675645774C594C767A706264457956626766524F56666D66716148704144535241686A54555566424274386D625635724E37654D69637737564658733251314E5F7845396D5F7A78635A386932316C5F6B726F6E7A5F79546B7732344E5742677156587970364F6D67754B5442304A364C4E7068395733416E4775716448447469717664576D354230692D73595F684E4F4C59467779365632435337623755474D313844776B73307339426849675F37394541474E45515049453667646D33764971324449756336707156496D704136426D6E687558687169693378677473757756714E6D68597A624D47753136774A46795066307457576D4649775A49717A7865455343743678',X'67414141414142716E6E59497333644D6333344B4257644A532D637130644F2D416A5473487A657244546D356F55654838726E59335A69345A657A746573342D3676304A7231314D6D6B6F765F744251636F4F395A344D494373472D70314954785A5A314E4A5841584F53755855695A505A4E7A656E43447179686D664D556449706E5F684B78626B5A3655595A5055676436494C477747646D4B653974512D7478576469416A62693653374D35424C4474545561656F3D',NULL);
INSERT INTO "responses" VALUES(2,2,1,'2026-09-07T08:30:00.000+00:00','2026-09-07T08:30:00.000+00:00','',NULL,NULL,'new',NULL,NULL,0,NULL,X'67414141414142716E6E5949654564556153746350476574396B536E552D62642D4F6C305542514450316E63394B7955576E462D786A73336D756432676478664B4E635A777743795462704E726C4A7771544A4B6F515F627050664977754E6E4475472D6A43656A495F675664575662414354485378553D',NULL,NULL,NULL);
INSERT INTO "responses" VALUES(3,3,1,'2026-09-07T09:30:00.000+00:00','2026-09-07T09:30:00.000+00:00','strength',NULL,'2026-09-07T09:30:00.000+00:00','new',NULL,NULL,3,NULL,X'67414141414142716E6F5159364E42697A4A3650317051433145596C5241316C546739786C732D4B6F6946376849785951473863356D49695643466E73475A6E74324E6B42313361396C74434A3736636B4F6F583664424B512D695354364B362D3157363571797A6D476E57777030457A6875464F55676D5A6359634B6A777537765136475A38524E6A3971516C476F34454B587361797159454357466A7579387674515451566564307A68337858636C68704F766C34706E5A687738445261753478344E4D6F5832474B614C4C625F746D2D54324469344F37453559302D6F31784C59415F4B492D67486D65566963424765374F736E77694B53774277512D622D573664462D49694744334D4B4D354C4D79477A7370666E5878726C5F3172674B625950784C466E7850776C37737A6F565F75396354444A61777362646C39504E4D366E746A4859764C6578537933353079503452544739395358795A556345506564385668304339524E4B54776453494D5A466D5378727A79785A6A4C68583053694C30625755455379786B43515675675A4665597A68486E7332636754363874776565314D666C62494352543069717A41474842392D6F5236444C7447443933706D54754D4E6F6F4833666F6E4846776459525A45337752413361725459726C6446505631673745663253545370796E4954323536394F56594B594E7037737147766569573373505A77487331635F58364C5856764B574A754B78744E42673D3D',X'67414141414142716E6F515936652D745F3541522D476F687565354545663455336F7963643272376B316E684566513037664A4370364333334A705A7047384A744C506F6C46686B64792D6C4C726835777949305F524479773243774472776F5534595743494246793456564C4F6C354C6839306C744D7A724733756A626E66324A346F71416F6E6832546C525F44675079584667524935436F53444168726D794255714E4C7178723732482D6B6141797947595969486B496F6D4F716F756C775A74385F59346945703848497334756D6850517A61697358644A38356F6A73627839517859424B6A37645730736E2D39532D4D75732D4773694773644B51576372763735337444714B45473536557A5066497748456A6176634F446B62394C584D4141474739563044357149776D61344961574766435469614C56582D6F665947396A6B6C364B56526C2D49686A6248554D4D425261584C387A596376786C53616F3079422D38744C4537723378495444587A393563627468364A6E46547537387830626A36445656672D5F426E4A564139782D76364F48664E75566E70524A6732674A4D6C4B3571705F4978614751475132413571524C5A66384D6C6A3663707936387571344F67434157654A532D3068372D7967396B34735852516A76757A6A695332756B6A7634645841306B6B304F5F6955576B4A506D67434576706A34354D6845476A624C4C4E626353356E527A456337487759735163715A776341624D6542365458775A6573474379496542486B537774653061364B41315A7562595F3975565764556E5869316F584456773168644E5F566F3133487033414D3876784D683743566A35576D48386C7752775476424B7A6D49416C6C586E4853684D31794A4867745A6878443655426E43595A444B52704A544352594C4C546B36355F72623372376436593556773645475F674C77564C715F667774374B766E5A6F5051335056394C72785F6C37414171696C5F4C5864764C7A535345684C4A515173314D7A2D4A4A42443857437858336D4438516776706E526D6869557275596C5A785343593351647A356D3251525945726D6E4E356C747177373654564362734E777A5F6E712D5868476C677031427133786B2D74596A6E69304D4F625577776F6736484D6764744E68716B6B3571327A7A324F6E7564637A7850324943372D3244476F4E5F4A69446A4364383332376D46473643376C2D456F466541733130613978685359436E4933756B565F4E6C3579494A2D6A61483571534F436945656937412D355F4B42516A326C7630555F364C46584265626F504730336252656C384F49554A3836414C7A6A50694E5264526C71343067335947336731426D795443454C50784E7A6B46732D754A4E596F6A4D34744C66764568353357513662724C30633261476B656A617A503870335A66585A497075326343517A3569594832634F6961623134416F47715036434A596975314735536B3743756C6C4F7A6B59643134654E63663547785756476C6C515279592D5865597473634E4F526974586A56483748335F4152387A495F725F7A66556E674E7764747265717832397978565156773837593342716854317659654E4E3577545A6E47384564336B2D4A76697A326374697053526751436662585778697979515F6E59685258503266735252487539657764337578465A37636C414C4955496A7754734541356A6A4152474D4D58384F626B5278724C36636D6D38676A7569455845526749777A78734238497667525147737A4E324E372D6A4972594855364B6A65555A634D4C6E5476486E5F415261526B70746E4C67554F5162554E4C4B69584B33357734704563546D4471365064515936634A3656435041794943702D4759305634465A445676746E3575623236596E7151322D3977614C70495559386279504178747237734A66477063656E65554D5F4779326D666237384F496F5A5F6744457779566A31545F70465673427A5F796C6350343867486B6256634F43436C796A4B6876596F65445A515F7A676D77554F424844634A737A4E6457464855434136454C79454D50577230676551513737716B6E6F48594A473852534D7751722D594B376A305474634636496373733734714933433044663868665253366E413544366D4658452D7879445A6F395462763432735969584C5F6A68496C4C5264736C316930564759566F7A5A4A57434C53776A394543337858576B4751304A6A7164724B54685963726C4C584679566264557A726B4F5076365965326B434749654450665052586537315A61316F39364555517461357931467A46544A5658654971744C314659366D4E4944565F6151433438413233354137596B2D574D3637545F7037327269497332367955755653396158396E516271717745376549576A5141435A5637477838777748597161304A4A635836384852734F6F6437674F376E74316F6557765A676A5A4D4144516F596A6F6A6C325678517A5451594C694568706F4D79637548564B3155555061786C2D7230724D746F2D76706A6F32716B506A5F4145395F6B3755553474617044796B79635077696F4F636768695137585F7969794766624C77573352482D6E6D7046505A7231646533537162616755714E4C456F33424B5869454643614C6F43493639534B564A74756D367570556E556C6C51526E746A3259666A634B6B563371504A525669366577634357544A6F55552D355F5A687678596847493057394552776B7A5A6D3839346D33394B72767147514D694A786E4A396F5831316A45484B414E4C71453951696573626733347030336373676A6278703077774575397956556F38544E386974794844504D70366749336631736D642D38762D4F3030364F3732377437433535346157614A56546144776C36614D6F6B6B35355347456C53436F366D5F4B65525055692D644158666C363933686F4F6C6667664C594D37423330564F353830435A4F366453582D5A55796D5055416D613158766A536F6148504141414847766855734772375F58486F54776A5F485A6C38634547733872704837546C74626574436A394A5167592D545734495473593669586A3945383850425849696E36686E4F774667553561634D674566302D6932764162434C70315452326E4167326B72536435617A59396975505A596C513733706B375879313765595748572D4861665876414556776E4361514F614567304E4536553652717A4A3069597170725F6F6A4B6743495F62364D786E575543675753542D415A64426937562D5941597137457364692D74397437627033665F6C477771454366755153447539636A6831594E7766306F6169517877465F50394F30634C67476978334649685A784D6734714D70505F4B5630376465324A6561435A7953617651316F696339707A6D63526D576E76434E3935784842686A723370705A5F7663546A72637443425364753170367550474933765F304561784C56305361357979336E57594C73364F72796130567A4D2D6B4C764D524A5747583248796B53715266387456776244564237794E365544566777634B59516742766E7954686E4B435A6134715065376E44636E54416C64736F564D564A6B5F6178653955315359526B43304E3255795950787236445770734666726843304E4238714F4255586E4F3977474D775978674A51756A6E474C5A394A7A30756361426B61786375334B5F6D517244534E5544506F6B355A486A505A336943637872394C52566934386738773736775454536B466875437839467469376756754E6B7042367430646D6778766D41354F7036697571545364673049382D6A7935767A6C4A794769515963696C7A714E4F773179494E43626B4F71683642775F69364B37334C4F526A532D684B6D355A46376E4A784A4A6A67365777676E64566F735F50556736524E7A5738336E6344665676516C6B756776424F5A5F336E6D4D5647694951337A7232726F6C6C45515F5A65585051777177645448777772455153536A786A5046444C55585A636457415447444D304737324D3254544873583656726B3238583453534C41662D6D324A496558306F36707159343266574359773935577069424748586A7668497A66505F66415A69494D594F65776B6C51306D676174334E6A30586E5A334572377774774763526249434F4C473368465857387651474A536552756D5848502D4C7965303457716C77646D61574B6D466C5938715469686572644C49356A73784D79674E4B334E6449736A6C74547666553478486B5843734E565F4A58717472374E766C6B4C4A62734378535562304C55522D41745A6B7450696B7052487A535F357736496A42506C3679343150494F2D732D6E52433737584576354B44666452544E7373422D79667034664774725F2D7A563165494A47575835556C74794156434455454448504D71667567375859726B70396F6754582D66497635686467376850737A6E727557707533476B726F4A4A476C646172357639446768355F7A4B586B6C775F796D4176746A754D64357A52534A564D67794D427633596C632D4F5F30662D7649626953744643637036454B666C6C417241476E75327A394C37525A615651',X'67414141414142716E6F51593831753949304579325A6F31734E5A6A4A6C6643474552465136794573626249505349664E596A44682D6F454B515F4C396446324572626E363462637857713765544E4878794B734348615657674A61796E6F7237786E557343676D454C39524F4A466756706F465376513463506A366277465F554F557070716E364250726E5F7763796C48486B67396C5A515A596C7236486E4E314F6968564B5170576243554B3673524A4A5F6272553D',NULL);
CREATE TABLE sign_ins (
    token_hash TEXT PRIMARY KEY,
    staff INTEGER NOT NULL REFERENCES staff,
    started TEXT NOT NULL,
    seen TEXT NOT NULL
) STRICT;
INSERT INTO "sign_ins" VALUES('90cf3ecad5e6d23557823e0c6e45298a24cee1f2c9681a62cdb6379c8b80a82c',2,'2026-09-07T08:30:00.000+00:00','2026-09-07T08:30:00.000+00:00');
CREATE TABLE staff (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    roles TEXT NOT NULL,
    passphrase TEXT,
    set_up_hash TEXT UNIQUE,
    set_up_ends TEXT,
    gone TEXT
, seen TEXT) STRICT;
INSERT INTO "staff" VALUES(1,'Robin Hale','physiotherapist','scrypt:32768:8:1$jloseoK9h3p5gAjm$25a8a28fdebac760a39dace5e2a77cbf4b22ee89aa6322eff36c42d7ae7c741900bfd82455459191adcca0caa8f5bc58f2ec2d4f2661a62811c9a7a8e078c5d6',NULL,NULL,NULL,NULL);
INSERT INTO "staff" VALUES(2,'Kim Lee','administrator,front desk','scrypt:32768:8:1$jloseoK9h3p5gAjm$25a8a28fdebac760a39dace5e2a77cbf4b22ee89aa6322eff36c42d7ae7c741900bfd82455459191adcca0caa8f5bc58f2ec2d4f2661a62811c9a7a8e078c5d6',NULL,NULL,NULL,'2026-09-07T08:30:00.000+00:00');
CREATE TABLE take_home (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT NOT NULL UNIQUE,
    code_hash TEXT NOT NULL UNIQUE,
    ends TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
INSERT INTO "take_home" VALUES(1,'3df8dc742542cbb5f6b8ac0a6ad48bcb73eedaf9f7465661b35e2325d2729158','828bbb3410208dc11c3e4e5cbc5249dff591f943503eae28adabc5f8c421ca4f','2026-09-07T08:45:00.000+00:00',X'67414141414142716E6E59494B704C38345632783750544D42735843495F596F50507277656C73364A617267453533496855556757684169756F70642D4E48776361384F66776C4C476474374E6A384C3772686576494E305163484C6B6551433244364E676D353651545142544930746E6D7A36574962446430334B73364E655148754B696E4D794975796F');
CREATE TABLE throttle (
    key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last TEXT NOT NULL
) STRICT;
INSERT INTO "throttle" VALUES('ddb4e6add1a7f2d9e88f9ddb88e5c1010d8c85e8bddab50832c75cb1ee8d1ce8',1,'2026-09-07T08:30:00.000+00:00');
CREATE TABLE visit_requests (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT NOT NULL UNIQUE,
    received TEXT NOT NULL,
    once_hash TEXT NOT NULL UNIQUE,
    sealed BLOB NOT NULL
, state TEXT NOT NULL DEFAULT 'new', changed TEXT, changed_by INTEGER REFERENCES staff) STRICT;
INSERT INTO "visit_requests" VALUES(1,'YQQ4BFQ2','2026-09-07T08:30:00.000+00:00','e9979206fc15cd663622a6f1efe711bebffbdd4cc8ce7329a1e031742f48648a',X'67414141414142716E6E59495367306A384471375561576D44502D7832494A6E5472716650554C4D7664537963365F6952706B416C53414B2D524D79545F43664A4E356B567432367A4B6275366933776D71586E595144594E64354776314B355A466A457167534E587444413555675F57676370706653627938696F615A54496E33677530587877695134445664624637365259364E78435362546F3075684D39342D452D32394550344C4A49575A4661626179497741612D4D2D71526155494B79724532556C743459626A','new',NULL,NULL);
INSERT INTO "visit_requests" VALUES(2,'YKCCH9MK','2026-09-07T08:30:00.000+00:00','3690345061644e7846e6e2bd11e1392b4d1fbcc4edf0e25a9222088eb87365ac',X'67414141414142716E6E5949376F4F567068597949656C74394E4A696C5057612D5469527A6B6D765970585257613663744A356D6C7973455758646D526D41644E6D6F47536C7877465962777654755A74457859557A41697979433568775667753941556B3973697856674F6471536759703875344A793258615431686759464E56646F646C4F44306B534C514C5747685574646F684133685538706E7035612D395350634D765252484F716A463251774D722D574B593D','new',NULL,NULL);
CREATE TABLE warnings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    response INTEGER NOT NULL REFERENCES responses ON DELETE CASCADE,
    raised TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    acknowledged TEXT,
    by INTEGER REFERENCES staff,
    alerted TEXT,
    sealed BLOB NOT NULL
) STRICT;
INSERT INTO "warnings" VALUES(1,3,'2026-09-07T09:30:00.000+00:00',3,NULL,NULL,NULL,X'67414141414142716E6F51596B7762776146716A7A3855585277697630776E69656A4C593237582D366770577757375A7637746330666F3751427838425A786C6A54716678374D6C585046444331564555523570764C75434E333658536A5057784765583757514E4C316E734E503274474261367557476576643965366B5231596F783050574F4F625F565635786D4B744F324F49366665624D5F6A53587738615650533251695437416164532D6D7569564D7167345F5A6B384267456F456A537854484C73416B746978395F466B31546B526C71683862506878615679735439504475726A366950587863456835455A6F377349493563474A5A7A485544647958367A66555F546246576E764B65696C5172484A6B616158514A61336F445975454C616D76556267474E595531476E6D6B784A4C36694271444B6441494B73675974574C72562D446D486B536A65556630767A4F7263536238724B724B574B5936524F6C57635873325362633778316A6B77336B616374647443704B58417178413845446E48564E44504F4E45464A466D507553496936456D32366F4C41722D33587A526835505A4E4B6E4F3242447070684C787765586A446378535F49384743556D51724A4D3939315F365462634752546A5948484A634870317A2D505A595357714361452D536E494B5A7663532D6F3051517657687354337341642D614838543048696B364B6B3646');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX sign_ins_of ON sign_ins (staff);
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_remains BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE INDEX invitations_by_mark ON invitations (mark);
CREATE INDEX invitations_by_visit ON invitations (visit);
CREATE INDEX invitations_by_end ON invitations (ends);
CREATE INDEX links_of ON links (invitation);
CREATE INDEX responses_in_order ON responses (waiting DESC, received DESC, id DESC)
    WHERE received IS NOT NULL;
CREATE INDEX responses_waiting ON responses (waiting) WHERE waiting > 0;
CREATE INDEX warnings_of ON warnings (response);
CREATE INDEX warnings_open ON warnings (raised) WHERE acknowledged IS NULL;
CREATE INDEX notes_of ON notes (response);
CREATE INDEX outbox_due ON outbox (due);
CREATE INDEX visit_requests_in_order ON visit_requests (state, sequence);
CREATE INDEX audit_by_who ON audit (who, sequence);
CREATE INDEX audit_by_about ON audit (about, sequence);
CREATE VIEW invitations_now AS
    SELECT invitations.*, staff.name AS physiotherapist_name,
        responses.started, responses.changed, responses.section, responses.submitted,
        responses.read, responses.correction, readers.name AS reader
    FROM invitations
    JOIN staff ON staff.id = invitations.physiotherapist
    LEFT JOIN responses ON responses.invitation = invitations.id AND responses.round =
        (SELECT max(round) FROM responses WHERE responses.invitation = invitations.id)
    LEFT JOIN staff AS readers ON readers.id = responses.read_by;
CREATE VIEW responses_received AS
    SELECT responses.id, responses.round, responses.invitation, responses.submitted,
        responses.received, responses.state, responses.read, responses.waiting,
        responses.correction, responses.brief,
        invitations.name, invitations.mark, invitations.visit, invitations.sealed,
        invitations.physiotherapist, staff.name AS physiotherapist_name, readers.name AS reader
    FROM responses
    JOIN invitations ON invitations.id = responses.invitation
    JOIN staff ON staff.id = invitations.physiotherapist
    LEFT JOIN staff AS readers ON readers.id = responses.read_by
    WHERE responses.received IS NOT NULL;
CREATE VIEW invitations_standing AS
    SELECT id, CASE
        WHEN submitted IS NOT NULL AND read IS NOT NULL THEN 'read'
        WHEN submitted IS NOT NULL THEN 'submitted'
        WHEN withdrawn IS NOT NULL THEN 'withdrawn'
        WHEN started IS NOT NULL THEN 'in progress'
        WHEN opened IS NOT NULL THEN 'opened'
        ELSE 'made' END AS stands
    FROM invitations_now;
CREATE TRIGGER invitation_moves AFTER UPDATE OF opened, withdrawn ON invitations BEGIN
    UPDATE invitations SET stands = (SELECT stands FROM invitations_standing WHERE id = NEW.id)
        WHERE id = NEW.id;
END;
CREATE TRIGGER invitation_begun AFTER INSERT ON responses BEGIN
    UPDATE invitations
        SET stands = (SELECT stands FROM invitations_standing WHERE id = NEW.invitation)
        WHERE id = NEW.invitation;
END;
CREATE TRIGGER invitation_answered AFTER UPDATE OF submitted, read ON responses BEGIN
    UPDATE invitations
        SET stands = (SELECT stands FROM invitations_standing WHERE id = NEW.invitation)
        WHERE id = NEW.invitation;
END;
CREATE TRIGGER invitation_emptied AFTER DELETE ON responses BEGIN
    UPDATE invitations
        SET stands = (SELECT stands FROM invitations_standing WHERE id = OLD.invitation)
        WHERE id = OLD.invitation;
END;
CREATE INDEX invitations_open_by_end ON invitations (is_open, ends);
CREATE INDEX invitations_open_by_visit ON invitations (is_open, visit);
CREATE INDEX invitations_open ON invitations (is_open);
CREATE INDEX invitations_standing_by_visit ON invitations (stands, visit);
CREATE INDEX invitations_standing_by_id ON invitations (stands);
CREATE INDEX invitations_of_by_visit ON invitations (physiotherapist, visit);
CREATE INDEX invitations_of_by_id ON invitations (physiotherapist);
CREATE INDEX invitations_of_standing_by_visit ON invitations (physiotherapist, stands, visit);
CREATE INDEX invitations_of_standing_by_id ON invitations (physiotherapist, stands);
CREATE INDEX invitations_by_batch ON invitations (batch);
CREATE INDEX invitations_not_me ON invitations (is_not_me, not_me_told);
CREATE INDEX outbox_of ON outbox (invitation);
CREATE INDEX responses_by_state ON responses (state, waiting, received DESC, id DESC)
    WHERE received IS NOT NULL;
CREATE UNIQUE INDEX kiosks_by_name ON kiosks (name) WHERE withdrawn IS NULL;
CREATE INDEX take_home_by_end ON take_home (ends);
CREATE INDEX kiosk_calls_open ON kiosk_calls (kiosk, kind) WHERE acknowledged IS NULL;
CREATE INDEX kiosk_calls_by_time ON kiosk_calls (made);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('staff',2);
INSERT INTO "sqlite_sequence" VALUES('invitations',3);
INSERT INTO "sqlite_sequence" VALUES('links',3);
INSERT INTO "sqlite_sequence" VALUES('responses',3);
INSERT INTO "sqlite_sequence" VALUES('audit',2);
INSERT INTO "sqlite_sequence" VALUES('warnings',1);
INSERT INTO "sqlite_sequence" VALUES('notes',1);
INSERT INTO "sqlite_sequence" VALUES('outbox',1);
INSERT INTO "sqlite_sequence" VALUES('visit_requests',2);
INSERT INTO "sqlite_sequence" VALUES('kiosks',1);
INSERT INTO "sqlite_sequence" VALUES('take_home',1);
INSERT INTO "sqlite_sequence" VALUES('kiosk_calls',1);
INSERT INTO "sqlite_sequence" VALUES('kiosk_codes',1);
COMMIT;
