using System.Collections.Immutable;

namespace Switchboard.RuleBooks.Prompts;

/// <summary>What calls are for, as far as the deterministic writer tells them apart.</summary>
public static class CallGoals
{
    /// <summary>Sell something.</summary>
    public const string Sell = "sell";

    /// <summary>Have something renewed.</summary>
    public const string Renew = "renew";

    /// <summary>Win people back who have left.</summary>
    public const string WinBack = "win_back";

    /// <summary>Book a demonstration.</summary>
    public const string BookDemo = "book_demo";

    /// <summary>Book an appointment, a visit or a meeting.</summary>
    public const string BookAppointment = "book_appointment";

    /// <summary>Have something paid.</summary>
    public const string CollectPayment = "collect_payment";

    /// <summary>Ask for opinions.</summary>
    public const string Survey = "survey";

    /// <summary>Remind of something.</summary>
    public const string Remind = "remind";

    /// <summary>Tell something.</summary>
    public const string Inform = "inform";

    /// <summary>Find out whether a prospect fits.</summary>
    public const string Qualify = "qualify";

    /// <summary>Invite to an event.</summary>
    public const string Invite = "invite";

    /// <summary>Confirm an order or a booking.</summary>
    public const string Confirm = "confirm";

    /// <summary>Ask for a donation.</summary>
    public const string Fundraise = "fundraise";

    /// <summary>Speak with candidates for a job.</summary>
    public const string Recruit = "recruit";

    /// <summary>Anything else.</summary>
    public const string Other = "other";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        Sell, Renew, WinBack, BookDemo, BookAppointment, CollectPayment, Survey, Remind, Inform, Qualify, Invite, Confirm, Fundraise, Recruit, Other,
    ];

    /// <summary>The kind that a rule book gives the goal: <see cref="RuleBookGoal.Kind"/>.</summary>
    public static string KindOf(string goal) => goal is Survey or Remind or Inform ? GoalKinds.Information : GoalKinds.CallToAction;
}
