using System.Collections.Frozen;
using Switchboard.RuleBooks.Prompts;
using Switchboard.Voices;

namespace Switchboard.RuleBooks.Writing;

/// <summary>Rule books in Hindi, as a woman says it.</summary>
internal static class HindiWording
{
    public static readonly Wording Words = new()
    {
        Goals = HindiGoals.All,
        Greetings = new Greetings(
            new Dictionary<Tone, string>
            {
                [Tone.Formal] = "नमस्कार, मेरा नाम {persona} है। मैं {company} की ओर से बोल रही हूँ और एक एआई सहायक हूँ। यह कॉल रिकॉर्ड की जा रही है।",
            }.ToFrozenDictionary(),
            "नमस्ते, मैं {persona} बोल रही हूँ, {company} की ओर से एक एआई सहायक। यह कॉल रिकॉर्ड हो रही है।",
            new Dictionary<Tone, string>
            {
                [Tone.Formal] = "नमस्कार, मेरा नाम {persona} है। मैं एक एआई सहायक हूँ, और यह कॉल रिकॉर्ड की जा रही है।",
            }.ToFrozenDictionary(),
            "नमस्ते, मैं {persona} बोल रही हूँ। मैं एक एआई सहायक हूँ, और यह कॉल रिकॉर्ड हो रही है।"),
        LastAsk = "क्या आगे बढ़ें?",
        Branches = new CommonBranches
        {
            CallLater = new("व्यक्ति के पास अभी समय नहीं है या वह बाद में बात करना चाहता है", "दिन और समय तय करें ({hours}), एक बार दोहराएँ, लिख लें और कॉल समाप्त करें।"),
            Person = new("व्यक्ति किसी इंसान से बात करना चाहता है", "बिना सवाल किए तुरंत मान लें। कोई खाली हो तो कॉल उन्हें दें; नहीं तो समय पूछें और कहें कि उस समय कोई साथी कॉल करेगा।"),
            DiscountWithOffer = new(
                "व्यक्ति छूट माँगता है या कीमत पर रुक जाता है",
                "ज़्यादा से ज़्यादा यह दें: {offer}। इससे आगे की हर बात के लिए मंज़ूरी माँगें, बताएँ कि पूछ रहे हैं, और जवाब का इंतज़ार करें।"),
            DiscountWithoutOffer = new(
                "व्यक्ति छूट या बेहतर शर्तें माँगता है",
                "कोई आँकड़ा न बताएँ। कहें कि यह फ़ैसला आपके हाथ में नहीं है, मंज़ूरी माँगें और जो जवाब मिले वही बताएँ।"),
            Voicemail = new("वॉइसमेल उठता है", "बताएँ कि कौन बोल रहा है, कि आप एआई सहायक हैं और फिर कभी कॉल करेंगे। काम की कोई बात न छोड़ें और फ़ोन रख दें।"),
            DoNotCall = new("व्यक्ति कहता है कि दोबारा कॉल न करें", "माफ़ी माँगें, कहें कि इस नंबर पर अब कॉल नहीं आएगी, नंबर को कॉल न करने की सूची में डालें और कॉल समाप्त करें।"),
            WrongPerson = new("कोई और उठाता है या नंबर ग़लत है", "काम के बारे में कुछ न कहें। माफ़ी माँगें, लिख लें कि नंबर ग़लत है, और कॉल समाप्त करें।"),
            Machine = new("व्यक्ति पूछता है कि क्या मशीन बोल रही है", "हाँ कहें, बताएँ कि आप एक एआई सहायक हैं। इंसान होने का दिखावा कभी न करें। किसी साथी से कॉल का विकल्प दें।"),
            OtherLanguage = new("व्यक्ति दूसरी भाषा में बात करना चाहता है: {languages}", "आप वह भाषा बोलते हों तो उसी में बात करें; नहीं तो लिख लें और कहें कि वह भाषा बोलने वाला साथी कॉल करेगा।"),
        },
        Forbidden =
        [
            "हम गारंटी देते हैं", "पक्का मुनाफ़ा", "बिना किसी जोखिम के", "यह आख़िरी मौक़ा है", "अभी के अभी फ़ैसला कीजिए",
            "अपना कार्ड नंबर बताइए", "अपना पासवर्ड बताइए", "ओटीपी बताइए", "अपना आधार नंबर बताइए",
        ],
        Trades = new Dictionary<Trade, TradeWords>
        {
            [Trade.Software] = new("हमारे सॉफ़्टवेयर", "सदस्यता"),
            [Trade.Insurance] = new("हमारी बीमा योजना", "बीमा पॉलिसी"),
            [Trade.RealEstate] = new("हमारी संपत्तियों", "अनुबंध"),
            [Trade.Education] = new("हमारी कक्षाओं", "दाख़िले"),
            [Trade.Health] = new("हमारे क्लिनिक", "स्वास्थ्य योजना"),
            [Trade.Shop] = new("हमारी दुकान", "सदस्यता"),
            [Trade.Bank] = new("हमारी बैंक सेवाओं", "खाते की योजना"),
            [Trade.Fitness] = new("हमारे जिम", "सदस्यता"),
            [Trade.Telecom] = new("हमारे फ़ोन और इंटरनेट प्लान", "प्लान"),
            [Trade.Travel] = new("हमारी यात्राओं", "बुकिंग"),
            [Trade.Cars] = new("हमारी गाड़ियों", "सर्विस योजना"),
            [Trade.Energy] = new("हमारी ऊर्जा योजना", "अनुबंध"),
            [Trade.Charity] = new("हमारे काम", "सदस्यता"),
            [Trade.Food] = new("हमारी रसोई", "भोजन योजना"),
        }.ToFrozenDictionary(),
        Unknown = new TradeWords("हमारी सेवा", "योजना"),
    };

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["amelia"] = "अमीलिया",
        ["rohan"] = "रोहन",
        ["kai"] = "काई",
        ["anya"] = "अन्या",
        ["leo"] = "लियो",
        ["priya"] = "प्रिया",
        ["meera"] = "मीरा",
    }.ToFrozenDictionary();

    /// <summary>The same sentence of the same speaker, as a man says it: the sentences above have no other feminine forms than the speaker's.</summary>
    public static string AsMan(string sentence) => sentence
        .Replace("ती हूँ", "ता हूँ", StringComparison.Ordinal)
        .Replace("रही हूँ", "रहा हूँ", StringComparison.Ordinal)
        .Replace("ँगी", "ँगा", StringComparison.Ordinal);

    /// <summary>The words for the slots.</summary>
    public static IReadOnlyDictionary<string, string> Slots(PromptReading reading, TradeWords trade, Persona persona) => new Dictionary<string, string>
    {
        ["persona"] = Names.GetValueOrDefault(persona.Name, persona.DisplayName),
        ["company"] = reading.Company ?? "हमारी टीम",
        ["with"] = reading.Company is { } company ? $"{company} में आपके" : "हमारे यहाँ आपके",
        ["product"] = reading.Product ?? trade.Product,
        ["thing"] = reading.Product is { } product ? $"{product} की {trade.Thing}" : trade.Thing,
        ["event"] = reading.Product ?? "एक कार्यक्रम",
        ["order"] = "आपके ऑर्डर",
        ["offer"] = string.Join(", ", reading.Offers),
        ["hours"] = reading.Window is { } window ? $"{window.Start} से {window.End} के बीच, उनकी घड़ी से" : "09:00 से 20:00 के बीच, उनकी घड़ी से",
        ["languages"] = string.Join(", ", reading.Languages.Others),
    };
}
