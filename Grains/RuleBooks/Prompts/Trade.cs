namespace Switchboard.RuleBooks.Prompts;

/// <summary>The trade that a prompt is about.</summary>
internal enum Trade
{
    Software,
    Insurance,
    RealEstate,
    Education,
    Health,
    Shop,
    Bank,
    Fitness,
    Telecom,
    Travel,
    Cars,
    Energy,
    Charity,
    Food,
}
