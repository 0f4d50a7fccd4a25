namespace Switchboard.RuleBooks.Prompts;

/// <summary>Reads which trade a prompt is about.</summary>
internal static class TradeReader
{
    private static readonly (Trade Trade, WordList Words)[] Hints =
    [
        (Trade.Software, new(@"saas|software|crm|erp|app|apps|platform|cloud|api|सॉफ्टवेयर|ऐप")),
        (Trade.Insurance, new(@"insurance|insurers?|polic(?:y|ies)|बीमा|पॉलिसी")),
        (Trade.RealEstate, new(@"real estate|realty|propert(?:y|ies)|apartments?|flats?|villas?|housing|tenants?|landlords?|मकान|फ्लैट|प्रॉपर्टी")),
        (Trade.Education, new(@"courses?|class(?:es)?|tuition|coaching|school|college|university|students?|edtech|academy|admissions?|स्कूल|कोर्स|छात्र\p{M}*|कक्षा\p{M}*")),
        (Trade.Health, new(@"clinics?|hospitals?|patients?|doctors?|dental|dentists?|health ?care|health check-?ups?|physio\p{L}*|क्लिनिक|अस्पताल|मरीज\p{M}*\p{L}*|डॉक्टर")),
        (Trade.Charity, new(@"charit(?:y|ies)|ngo|non-?profit|donors?|donations?|foundation|दान")),
        (Trade.Bank, new(@"banks?|banking|loans?|credit cards?|emi|mortgages?|mutual funds?|nbfc|बैंक|लोन|कर्ज")),
        (Trade.Fitness, new(@"gyms?|fitness|yoga|personal training|जिम|योग")),
        (Trade.Telecom, new(@"broadband|telecom|fib(?:re|er)|internet plans?|mobile plans?|sim cards?|ब्रॉडबैंड")),
        (Trade.Travel, new(@"travel|hotels?|flights?|holidays?|tours?|resorts?|vacations?|होटल|यात्रा")),
        (Trade.Cars, new(@"cars?|vehicles?|test drives?|dealership|automobiles?|bikes?|scooters?|गाड़ी|कार")),
        (Trade.Energy, new(@"solar|electricity|energy|power bills?|बिजली|सोलर")),
        (Trade.Food, new(@"restaurants?|meal plans?|catering|tiffin|रेस्तरां|टिफिन")),
        (Trade.Shop, new(@"e-?commerce|online store|shops?|stores?|retail|carts?|orders?|दुकान|ऑर्डर")),
    ];

    /// <summary>The trade whose words occur most often; the one listed first when two do as often; null when none does.</summary>
    public static Trade? Read(string wishes) => Hints
        .Select(hint => (hint.Trade, hint.Words.AllIn(wishes).Count))
        .Where(hint => hint.Count > 0)
        .OrderByDescending(hint => hint.Count)
        .Select(hint => (Trade?)hint.Trade)
        .FirstOrDefault();
}
