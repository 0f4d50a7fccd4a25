using Switchboard.RuleBooks.Prompts;

namespace Switchboard.Tests.Grains.RuleBooks;

public sealed class PromptReaderTests
{
    [Theory]
    [InlineData("renewal-recovery for SaaS, IST 10am-7pm", CallGoals.Renew)]
    [InlineData("Sell annual plans of Acme CRM", CallGoals.Sell)]
    [InlineData("Win back churned users with a free month", CallGoals.WinBack)]
    [InlineData("Call inbound leads and book a demo", CallGoals.BookDemo)]
    [InlineData("Schedule a site visit for our villas", CallGoals.BookAppointment)]
    [InlineData("Remind customers that their EMI payment is overdue", CallGoals.CollectPayment)]
    [InlineData("Get feedback from patients. Do not sell anything.", CallGoals.Survey)]
    [InlineData("Remind patients of their appointments", CallGoals.Remind)]
    [InlineData("Inform residents that the water will be off", CallGoals.Inform)]
    [InlineData("Qualify inbound leads for our broker", CallGoals.Qualify)]
    [InlineData("Invite members to the annual dinner", CallGoals.Invite)]
    [InlineData("Confirm COD orders before delivery", CallGoals.Confirm)]
    [InlineData("Ask donors for a donation", CallGoals.Fundraise)]
    [InlineData("Screen candidates for a job opening", CallGoals.Recruit)]
    [InlineData("हमारे ग्राहकों को बीमा रिन्यूअल के लिए कॉल करें", CallGoals.Renew)]
    [InlineData("बकाया भुगतान की वसूली", CallGoals.CollectPayment)]
    [InlineData("Get leads of the free webinar to enrol in the Data Science course, EMI available", CallGoals.Sell)]
    [InlineData("Reactivate lapsed donors", CallGoals.WinBack)]
    [InlineData("say hello to everybody", CallGoals.Other)]
    public void The_goal_is_read(string prompt, string goal) => Assert.Equal(goal, Read(prompt).Goal);

    [Theory]
    [InlineData("Sell tea, up to 15 % off", "up to 15 % off")]
    [InlineData("max discount ₹500, free month.", "max discount ₹500|free month")]
    [InlineData("discount up to Rs. 1,500 or 10 percent off", "discount up to Rs. 1,500|10 percent off")]
    [InlineData("give them 2 months free, or a 14-day free trial", "2 months free|14-day free trial")]
    [InlineData("$50 off and no joining fee; waive the late fee", "$50 off|no joining fee|waive the late fee")]
    [InlineData("Offer a payment plan. Never offer more than 10% discount.", "a payment plan|up to 10% off")]
    [InlineData("5-10% cashback, buy one get one free", "5-10% cashback|buy one get one free")]
    [InlineData("15% तक की छूट दें, एक महीना मुफ़्त", "15% तक की छूट|एक महीना मुफ्त")]
    [InlineData("no discounts; 98% of customers are happy; feel free to call our toll-free number; price $49.99", "")]
    [InlineData("Offer up to 10% loyalty discount. Max settlement discount 15%.", "up to 10% loyalty discount|Max settlement discount 15%")]
    [InlineData("Scholarship up to 20%; buy 10 get 1 free", "Scholarship up to 20%|buy 10 get 1 free")]
    [InlineData("Do not offer a free month or 20% off", "")]
    public void Offers_are_read_in_the_prompts_words(string prompt, string offers) => Assert.Equal(offers, string.Join('|', Read(prompt).Offers));

    [Theory]
    [InlineData("Sell tea, never mention competitors, offer 5% off", "competitors")]
    [InlineData("Don't promise refunds.", "promise refunds")]
    [InlineData("do not promise refunds or discounts but be kind", "promise refunds|promise discounts")]
    [InlineData("Never say \"guaranteed\" or \"act fast\".", "guaranteed|act fast")]
    [InlineData("never mention competitors, pricing or lawsuits, IST 10am-7pm", "competitors|pricing|lawsuits")]
    [InlineData("avoid the word 'cheap'; no mention of politics", "cheap|politics")]
    [InlineData("You must not give legal or medical advice", "give legal or medical advice")]
    [InlineData("Never ask for bank details, passwords or card numbers", "ask for bank details|ask for passwords|ask for card numbers")]
    [InlineData("Forbidden phrases: last chance, hurry up", "last chance|hurry up")]
    [InlineData("प्रतियोगियों का ज़िक्र न करें। रिफ़ंड का वादा मत करना।", "प्रतियोगियों|रिफंड का वादा")]
    [InlineData("Call customers who don't respond and those who never renewed. If they do not answer, hang up.", "")]
    [InlineData("Don't call before 10am. Do not be pushy.", "")]
    public void What_is_never_to_be_said_is_read_as_phrases(string prompt, string phrases) => Assert.Equal(phrases, string.Join('|', Read(prompt).Forbidden));

    [Theory]
    [InlineData("Sell tea in Hindi", "hi", "")]
    [InlineData("renewal calls, Hindi, IST 10-7", "hi", "")]
    [InlineData("Language: Hinglish", "hi", "")]
    [InlineData("Hindi mein baat karo", "hi", "")]
    [InlineData("ग्राहकों से हिंदी में बात करें", "hi", "")]
    [InlineData("ग्राहकों से अंग्रेज़ी में बात करें", "en", "")]
    [InlineData("Speak English, switch to Hindi if the customer prefers", "en", "Hindi")]
    [InlineData("Hindi + English. 11am-8pm", "hi", "English")]
    [InlineData("Call in Spanish and sell solar panels", null, "Spanish")]
    [InlineData("Sell Hindi courses to parents in British English", "en-GB", "")]
    [InlineData("Sell Hindi courses", null, "")]
    [InlineData("do not speak Hindi", null, "")]
    [InlineData("Sell tea", null, "")]
    public void Languages_are_read(string prompt, string? main, string others)
    {
        var languages = Read(prompt).Languages;
        Assert.Equal(main, languages.Main);
        Assert.Equal(others, string.Join('|', languages.Others));
    }

    [Theory]
    [InlineData("ग्राहकों को फ़ोन करें", true)]
    [InlineData("हमारी company का renewal करवाना है", true)]
    [InlineData("hamare grahak ko call karke bakaya yaad dilao aur unko batao", true)]
    [InlineData("Sell products of पतंजलि to shops in the north of the country", false)]
    public void A_prompt_in_hindi_is_told_from_one_with_a_hindi_name(string prompt, bool isHindi) => Assert.Equal(isHindi, Read(prompt).Languages.IsWrittenInHindi);

    [Theory]
    [InlineData("Sell annual plans of Acme CRM to small businesses", null, "Acme CRM")]
    [InlineData("Call customers of Blue Bottle about their last order", "Blue Bottle", null)]
    [InlineData("Book a demo of LedgerLine on behalf of Northwind Ltd", "Northwind Ltd", "LedgerLine")]
    [InlineData("Collect payments for Bajaj Credit", "Bajaj Credit", null)]
    [InlineData("Get leads to enrol in the Data Science course by UpSkill", "UpSkill", "Data Science")]
    [InlineData("Remind tenants of Greenfield Housing", "Greenfield Housing", null)]
    [InlineData("Sell solar panels to homeowners from Mumbai", null, "solar panels")]
    [InlineData("We are \"Bright & Co\". Sell candles.", "Bright & Co", "candles")]
    [InlineData("सूर्या सोलर की ओर से सोलर पैनल बेचें", "सूर्या सोलर", "सोलर पैनल")]
    [InlineData("Call people from Monday for B2B SaaS at Diwali in London", null, null)]
    [InlineData("Calls for [COMPANY] about {{product}}", null, null)]
    public void Names_are_read(string prompt, string? company, string? product)
    {
        var reading = Read(prompt);
        Assert.Equal(company, reading.Company);
        Assert.Equal(product, reading.Product);
    }

    [Theory]
    [InlineData("friendly but professional tone", "Friendly,Formal")]
    [InlineData("tone: urgent and concise", "Urgent,Concise")]
    [InlineData("Don't be funny. Be empathetic.", "Empathetic")]
    [InlineData("Sell tea", "")]
    public void Tones_are_read_in_their_order(string prompt, string tones) => Assert.Equal(tones, string.Join(',', Read(prompt).Tones));

    [Theory]
    [InlineData("Use Priya for the calls", "priya", null)]
    [InlineData("voice: Leo", "leo", null)]
    [InlineData("a calm male voice", null, "male")]
    [InlineData("Sell tea to Leo's customers", null, null)]
    public void A_voice_that_is_asked_for_is_read(string prompt, string? persona, string? gender)
    {
        var reading = Read(prompt);
        Assert.Equal(persona, reading.Persona);
        Assert.Equal(gender, reading.Gender);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n\t ")]
    [InlineData("...!?")]
    [InlineData("12345 67")]
    [InlineData("🙂🙂🙂 👍🏽")]
    [InlineData("a 1 b 2")]
    public void A_prompt_without_a_word_is_refused(string prompt) => Assert.NotNull(PromptText.Refuse(prompt));

    [Theory]
    [InlineData("ok")]
    [InlineData("म")]
    [InlineData("卖")]
    [InlineData("🙂 sell 🙂")]
    public void One_word_is_enough(string prompt) => Assert.Null(PromptText.Refuse(prompt));

    [Fact]
    public void Four_thousand_characters_are_taken_and_one_more_is_not()
    {
        Assert.Null(PromptText.Refuse(new string('a', 4000)));
        Assert.Contains("4000", PromptText.Refuse(new string('a', 4001)), StringComparison.Ordinal);
    }

    private static PromptReading Read(string prompt) => PromptReader.Read(prompt, "US");
}
