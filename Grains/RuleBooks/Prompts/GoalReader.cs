namespace Switchboard.RuleBooks.Prompts;

/// <summary>Reads what the calls are for.</summary>
internal static class GoalReader
{
    // Each hint counts once. What says more than a goal's mere word ("payment reminder") weighs more.
    private static readonly (string Goal, int Weight, WordList Words)[] Hints =
    [
        (CallGoals.Sell, 3, new(@"sell(?:s|ing)?|up-?sell(?:ing)?|cross-?sell(?:ing)?|pitch(?:ing)?|बेच\p{M}*\p{L}*|बिक्री|bech(?:na|o|ne|en)")),
        (CallGoals.Sell, 2, new(@"sales|promot(?:e|es|ing|ion)|upgrad(?:e|es|ing)|purchase|sign (?:them )?up|enrol(?:l|ls|ling|s|ment)?|buy|subscribe|convert|ऑफर|खरीद\p{M}*\p{L}*")),
        (CallGoals.Renew, 4, new(@"renew(?:al|als|ing|s)?|renewal-recovery|रिन्यू(?:अल)?|नवीनीकरण|नवीकरण")),
        (CallGoals.Renew, 2, new(@"retention|retain(?:ing)?|expir(?:e|es|ed|ing|y)|extend (?:their|the|your) (?:subscription|contract|policy|plan|membership)")),
        (CallGoals.WinBack, 4, new(@"win(?:ning)?[ -]?(?:them )?back|winback|re-?activat(?:e|ing|ion)|re-?engag(?:e|ing|ement)|come back|bring (?:them )?back|वापस ला\p{M}*\p{L}*")),
        (CallGoals.WinBack, 3, new(@"lapsed|churn(?:ed)?|inactive|dormant|former (?:customers|members|users|clients)|lost customers|abandoned (?:carts?|checkouts?)|cart (?:abandonment|recovery)")),
        (CallGoals.WinBack, 2, new(@"recover(?:y|ing)?")),
        (CallGoals.BookDemo, 5, new(@"demos?|demonstrations?|product tour|डेमो")),
        (CallGoals.BookAppointment, 4, new(@"(?:book|schedul|arrang|set up|fix)\p{L}*(?: \p{L}+){0,3} (?:appointments?|meetings?|visits?|site visits?|test drives?|consultations?|slots?|inspections?|check-?ups?|viewings?|intro calls?)|appointment (?:booking|setting)|अपॉइंटमेंट (?:बुक|तय)\p{L}*|मुलाकात")),
        (CallGoals.CollectPayment, 5, new(@"overdue|outstanding|unpaid|past[ -]due|payment (?:reminders?|collection|follow-?ups?|recovery)|collections?|collect(?:ing)? (?:\p{L}+ ){0,3}(?:payments?|dues|debts?|emis?|rent|fees?|invoices?|money)|recover(?:y of|ing)? (?:\p{L}+ ){0,2}(?:payments?|dues|debts?|loans?|money)|बकाया|वसूल\p{M}*|vasool(?:i|na)?|bakaya")),
        (CallGoals.CollectPayment, 3, new(@"dues|debts?|late payers?|emis? (?:is |are )?due|invoices?|pay (?:their|the) (?:bill|bills|dues|emi|loan)|भुगतान|किस्त")),
        (CallGoals.Survey, 5, new(@"surveys?|feedback|nps|net promoter|questionnaires?|polls?|satisfaction|सर्वे(?:क्षण)?|फीडबैक|प्रतिक्रिया|राय")),
        (CallGoals.Survey, 3, new(@"opinions?|rate (?:their|your|our|us)|ratings?|how (?:satisfied|happy)")),
        (CallGoals.Remind, 4, new(@"remind(?:s|er|ers|ing)?|याद दिला\p{M}*\p{L}*|yaad dil(?:a|ao|ana|aye)|रिमाइंडर")),
        (CallGoals.Inform, 4, new(@"inform(?:s|ing)?|announc(?:e|es|ing|ement)|notif(?:y|ies|ying|ication)|let (?:them|people|customers|users|everybody|everyone|parents|residents) know|सूचित|सूचना|जानकारी (?:द\p{M}*\p{L}*)")),
        (CallGoals.Inform, 2, new(@"tell (?:them|people|customers|users|parents|residents|our|all)|update (?:them|people|customers|users)|alert")),
        (CallGoals.Qualify, 4, new(@"qualif(?:y|ies|ying|ication)|pre-?qualif(?:y|ying)|screen(?:ing)? leads")),
        (CallGoals.Qualify, 1, new(@"leads|enquir(?:y|ies)|inquir(?:y|ies)|prospects|पूछताछ")),
        (CallGoals.Invite, 4, new(@"invit(?:e|es|ing|ation|ations)|rsvps?|आमंत्रित|निमंत्रण|न्योता")),
        (CallGoals.Invite, 1, new(@"webinars?|events?|conference|workshops?|open (?:day|house)")),
        (CallGoals.Confirm, 5, new(@"(?:confirm(?:s|ing)?|verify(?:ing)?)(?: \p{L}+){0,3} (?:orders?|deliver(?:y|ies)|address(?:es)?|cod|bookings?|reservations?|appointments?|attendance)|(?:order|delivery|cod|booking|address|appointment|reservation) (?:confirmation|verification)s?|पुष्टि")),
        (CallGoals.Fundraise, 5, new(@"donat(?:e|es|ing|ion|ions)|donors?|fund-?rais(?:e|er|ing)|दान|चंदा")),
        (CallGoals.Recruit, 5, new(@"recruit(?:s|ing|ment|er|ers)?|hiring|candidates?|job (?:openings?|offers?|applicants?|interviews?)|applicants?|नौकरी|भर्ती")),
    ];

    /// <summary>The goal with the most weight; the one that is named first when two have as much.</summary>
    /// <param name="wishes">The prompt without its prohibitions: "do not sell anything" is no wish to sell.</param>
    public static string Read(string wishes) => Hints
        .Select(hint => (hint.Goal, hint.Weight, At: hint.Words.IndexIn(wishes)))
        .Where(hint => hint.At >= 0)
        .GroupBy(hint => hint.Goal)
        .OrderByDescending(goal => goal.Sum(hint => hint.Weight))
        .ThenBy(goal => goal.Min(hint => hint.At))
        .Select(goal => goal.Key)
        .FirstOrDefault(CallGoals.Other);
}
