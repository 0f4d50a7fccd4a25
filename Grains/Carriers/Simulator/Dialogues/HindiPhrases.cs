using System.Collections.Frozen;
using static Switchboard.Carriers.Simulator.ConversationResults;
using static Switchboard.Carriers.Simulator.Line;
using static Switchboard.Carriers.Simulator.LineMark;

namespace Switchboard.Carriers.Simulator;

/// <summary>The simulated conversations in Hindi.</summary>
internal static class HindiPhrases
{
    private static readonly Line Greeting = Agent(
        "नमस्ते, मैं एक स्वचालित सहायक हूँ और यह कॉल रिकॉर्ड हो रही है। मैं आपकी पूछताछ के बारे में बात करना चाहती हूँ। क्या अभी बात हो सकती है?", Disclosure);

    private static readonly Line GoodMoment = User("जी हाँ, बताइए।");

    private static readonly Line Offer = Agent("धन्यवाद। हम एक हफ़्ते के अंदर आपके लिए सब कुछ शुरू कर सकते हैं। क्या यह आपके काम आएगा?");

    public static readonly Phrasebook Book = new()
    {
        LettersPerSecond = 14,
        Weekdays = ["रविवार", "सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार"],
        Scenes = new Dictionary<DialogueKind, Scene>
        {
            [DialogueKind.Interested] = new(
                [Greeting, GoodMoment],
                [
                    Offer,
                    User("अच्छा लग रहा है, मुझे इसमें रुचि है।", Intent(Interested)),
                    Agent("बहुत बढ़िया। मैं आपको जानकारी भेज दूँगी, और हमारे साथी इसी हफ़्ते आपसे संपर्क करेंगे।"),
                    User("ठीक है, धन्यवाद। नमस्ते।"),
                    Agent("समय देने के लिए धन्यवाद। नमस्ते।"),
                ]),
            [DialogueKind.DemoBooked] = new(
                [Greeting, GoodMoment],
                [
                    Offer,
                    User("शायद। क्या मैं पहले इसे चलते हुए देख सकता हूँ?", Intent(DemoBooked)),
                    Agent("ज़रूर। क्या {day} को सुबह ग्यारह बजे डेमो रख लें?"),
                    User("{day} को ग्यारह बजे ठीक रहेगा।", new LineMark("demo-booked")),
                    Agent("तो समय तय हो गया। आपको ईमेल से निमंत्रण मिल जाएगा। धन्यवाद, नमस्ते।"),
                    User("धन्यवाद, नमस्ते।"),
                ]),
            [DialogueKind.NotInterested] = new(
                [Greeting, GoodMoment],
                [
                    Offer,
                    User("धन्यवाद, पर हमारे पास पहले से एक व्यवस्था है।", Intent(NotInterested)),
                    Agent("मैं समझती हूँ। क्या मैं पूछ सकती हूँ कि आपने उसे क्यों चुना?", new LineMark(Marks.ObjectionHandled, "has_a_solution")),
                    User("वह हमारे फ़ोन के साथ ही मिली थी। अभी बदलने का मन नहीं है।"),
                    Agent("कोई बात नहीं। बताने के लिए धन्यवाद, आपका दिन शुभ हो। नमस्ते।"),
                ]),
            [DialogueKind.CallbackRequested] = new(
                [Greeting, GoodMoment],
                [
                    User("मुझे अब एक बैठक में जाना है। क्या आप किसी और समय कॉल कर सकते हैं?", Intent(CallbackRequested)),
                    Agent("बिल्कुल। क्या {day} की दोपहर ठीक रहेगी?"),
                    User("हाँ, {day} की दोपहर ठीक है।", new LineMark("callback-scheduled")),
                    Agent("मैंने लिख लिया है। तब तक के लिए नमस्ते।"),
                ]),
            [DialogueKind.InformationRequested] = new(
                [Greeting, GoodMoment],
                [
                    Offer,
                    User("हो सकता है। क्या आप पहले मुझे कुछ पढ़ने को भेज सकते हैं?", Intent(InformationRequested)),
                    Agent("ख़ुशी से। एक घंटे के अंदर आपको कीमतों के साथ पूरा विवरण ईमेल पर मिल जाएगा।"),
                    User("अच्छा, मैं देख लूँगा।"),
                    Agent("धन्यवाद। जब चाहें उसी ईमेल का जवाब दे दीजिए। नमस्ते।"),
                ]),
            [DialogueKind.OptOut] = new(
                [Agent("नमस्ते, मैं एक स्वचालित सहायक हूँ, यह कॉल रिकॉर्ड हो रही है।", Disclosure)],
                [
                    User("कृपया मुझे फिर कॉल न करें।", Intent(Intents.DoNotCall)),
                    Agent("ठीक है, अब कॉल नहीं आएगी। नमस्ते।", new LineMark("opt-out-confirmed")),
                ]),
            [DialogueKind.Concession] = new(
                [
                    Agent("नमस्ते, मैं एक स्वचालित सहायक हूँ, कॉल रिकॉर्ड हो रही है। बात आपके प्रस्ताव की है।", Disclosure),
                    User("कुछ छूट मिले तो मैं ले लूँगा।", Intent(DiscountRequested)),
                    Agent("मैं पूछती हूँ, कृपया रुकिए।"),
                ],
                [
                    Agent("माफ़ कीजिए, मैं कीमत कम नहीं कर सकती।", Intent(Declined)),
                    User("तो आज नहीं। नमस्ते।"),
                ]),
            [DialogueKind.Handoff] = new(
                [
                    Greeting,
                    User("मैं किसी व्यक्ति से बात करना चाहूँगा।", Intent(Intents.SpeakToPerson), new LineMark(Marks.HandoffRequested)),
                    Agent("ज़रूर। कृपया लाइन पर बने रहिए, मैं किसी साथी को देखती हूँ।"),
                ],
                [
                    Agent("रुकने के लिए धन्यवाद। अभी कोई खाली नहीं है, हमारे एक साथी आज ही आपको कॉल करेंगे।"),
                    User("ठीक है, मैं उस कॉल का इंतज़ार करूँगा।", Intent(CallbackRequested), new LineMark("callback-promised")),
                    Agent("आपके धैर्य के लिए धन्यवाद। नमस्ते।"),
                ]),
            [DialogueKind.Endless] = new(
                [Greeting, GoodMoment, Offer, User("अभी पक्का नहीं कह सकता। थोड़ी बात कर लेते हैं।", Intent(Undecided))],
                []),
            [DialogueKind.Voicemail] = new(
                [User("मैं अभी फ़ोन नहीं उठा सकता। कृपया संदेश छोड़ें।")],
                [
                    Agent(
                        "नमस्ते, मैं एक स्वचालित सहायक हूँ, आपकी पूछताछ के बारे में कॉल किया था। जब समय मिले, हमें कॉल कर लीजिए।",
                        Disclosure, new LineMark(Marks.VoicemailDetected), Intent(VoicemailLeft)),
                ]),
        }.ToFrozenDictionary(),
        SmallTalk =
        [
            [
                Agent("आप यह काम अभी कैसे करते हैं?"),
                User("ज़्यादातर फ़ोन पर और एक सूची बनाकर। काम चलता है, पर दो लोगों की आधी सुबह निकल जाती है।"),
            ],
            [
                Agent("हफ़्ते में लगभग कितनी पूछताछ आती है?"),
                User("मौसम पर है। क़रीब दो सौ, और त्योहारों से पहले उससे दोगुनी।"),
            ],
            [
                Agent("आप सबसे पहले किस परेशानी से छुटकारा चाहेंगे?"),
                User("दुकान बंद होने के बाद के फ़ोन। कोई उठाता नहीं, और अगले दिन तक लोग कहीं और चले जाते हैं।"),
            ],
            [
                Agent("फ़ैसले में और कौन शामिल होगा?"),
                User("मेरी साझेदार। हिसाब वही देखती हैं, तो पूछेंगी कि महीने का ख़र्च कितना होगा।"),
            ],
            [
                Agent("पैसे केवल बातचीत के मिनटों के लगते हैं, जो कॉल नहीं उठी उसका कुछ नहीं।"),
                User("यानी काम कम तो ख़र्च भी कम। यह समझाना आसान रहेगा।"),
            ],
            [
                User("क्या यह हमारे कैलेंडर के साथ चलेगा?"),
                Agent("जी। यह खाली समय वहीं से पढ़ता है और मुलाक़ात वहीं लिख देता है, किसी को कुछ उतारना नहीं पड़ता।"),
            ],
            [
                User("अगर कोई ऐसा सवाल पूछे जिसका जवाब आपके पास न हो तो?"),
                Agent("तो मैं साफ़ कह देती हूँ, सवाल लिख लेती हूँ और कॉल आपके किसी साथी को दे देती हूँ।"),
            ],
            [
                User("शुरू करने में कितना समय लगता है?"),
                Agent("ज़्यादातर लोग दूसरे दिन से कॉल करने लगते हैं। पहली सौ कॉल हम आपके साथ मिलकर देखते हैं।"),
            ],
            [
                User("और रिकॉर्डिंग कहाँ रखी जाती है?"),
                Agent("आपके अपने खाते में। कितने दिन रखनी है, यह आप तय करते हैं, और हर एक को मिटा भी सकते हैं।"),
            ],
            [
                Agent("क्या दिन में कोई ऐसा समय है जब काम बहुत बढ़ जाता है?"),
                User("नौ से ग्यारह के बीच। तब सब एक साथ फ़ोन करते हैं और हम सँभाल नहीं पाते।"),
            ],
        ],
        Granted =
        [
            Agent("रुकने के लिए धन्यवाद। अच्छी ख़बर है, आपको मनचाही छूट मिल सकती है।"),
            User("तो मैं ले लेता हूँ।", Intent(Accepted)),
            Agent("बहुत बढ़िया। नई कीमत के साथ पुष्टि आपको ईमेल पर मिल जाएगी। नमस्ते।"),
            User("बहुत धन्यवाद। नमस्ते।"),
        ],
        PuttingThrough = Agent("हमारे एक साथी आपके लिए उपलब्ध हैं। मैं आपको अभी जोड़ती हूँ।"),
        WithColleague =
        [
            Colleague("नमस्ते, मैं सहायक की टीम से हूँ और आपकी बातचीत देख चुका हूँ। मैं आपकी क्या मदद करूँ?"),
            User("अच्छा हुआ किसी व्यक्ति से बात हुई। हमारे लिए पहला महीना कैसा रहेगा?"),
            Colleague("हम सब कुछ आपके साथ मिलकर शुरू करेंगे, और हर सवाल के लिए मेरा नंबर आपके पास होगा।"),
            User("मुझे यही जानना था। धन्यवाद, नमस्ते।"),
            Colleague("आपका स्वागत है। नमस्ते।"),
        ],
        StillThere = Agent("क्या आप लाइन पर हैं? आराम से सोचिए, मैं यहीं हूँ।"),
    };
}
