using System.Collections.Immutable;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Carriers;
using Switchboard.RuleBooks;

namespace Switchboard.Tests.Grains.Campaigns;

/// <summary>A run with the rows that it writes, and a book of every call that it placed and what each came to.</summary>
internal sealed class RunModel
{
    public const string CampaignId = "0199aaaa-0000-7000-8000-000000000001";

    public static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly CarrierClock Clock = new(1);
    private static readonly RetryPolicy Retries = RetryPolicy.Default with { NoAnswerSec = 600 };

    private readonly Random _random;
    private readonly Dictionary<string, (Target Target, DateTimeOffset? RetryAt)> _rows = [];
    private readonly Dictionary<string, (string Phone, int Attempt)> _placed = [];
    private readonly Dictionary<string, CallView> _ended = [];
    private readonly List<TargetDecision> _decisions = [];
    private CampaignStatus _campaign = CampaignStatus.Draft;
    private DateTimeOffset _now = Start;

    public RunModel(int seed, int targets)
    {
        _random = new Random(seed);
        for (var i = 0; i < targets; i++)
        {
            var target = Target($"+1415555{i:0000}", i) with { Reached = _random.Next(10) == 0 };
            _rows.Add(target.Phone, (target, null));
        }

        Run = null!;
        Apply(RunMachine.Start("0199bbbb-0000-7000-8000-000000000001", Ready(), _rows.Values.Count(row => !row.Target.Reached), targets, _now));
    }

    public RunState Run { get; private set; }

    public static Campaign Ready() => new()
    {
        Id = CampaignId,
        TenantId = "t",
        Name = "Campaign",
        Status = CampaignStatus.Draft,
        Persona = "amelia",
        AgentId = "a",
        Prompt = "Sell.",
        RuleBook = new RuleBook("", "en", new RuleBookOpening("", ""), [], [], [], new RuleBookGoal("information", ""), []),
        RuleBookId = "r",
        RuleBookVersion = 1,
        MaxDurationSec = 60,
        AudienceId = "audience",
        Consent = new ConsentAttestation("They agreed.", "u", Start, null, null),
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    public static RunState Started(long targets) => RunMachine.Start("0199bbbb-0000-7000-8000-000000000001", Ready(), targets, targets, Start).Next;

    public static Target Target(string phone, long ordinal) =>
        new(phone, ordinal, Name: null, Fields: null, Zone: null, TargetStatus.Waiting, RunNumber: 0, Attempts: 0, Reached: false, CallId: null);

    public static CallView Ended(ClaimedTarget claimed, CallStatus status, string reason, DateTimeOffset now)
    {
        var isAnswered = status == CallStatus.Completed;
        return new CallView(
            claimed.CallId, "t", status, "a", claimed.Phone, null, "en", 60, null, null, CampaignId, claimed.Attempt, "simulator", null, now, now,
            isAnswered ? now : null, now, 0, 0, isAnswered ? AnsweredBy.Human : null, reason, null, null, null, null, false, "run");
    }

    /// <summary>One random command; many of them are late or repeated.</summary>
    public void DoSomething()
    {
        _now = _now.AddSeconds(_random.Next(0, 120));
        switch (_random.Next(20))
        {
            case < 6:
                TakeNext();
                break;
            case < 8:
                TakeDue();
                break;
            case < 14 when Run.InFlight.Count > 0:
                Tell(EndOne());
                break;
            case 14 when _ended.Count > 0:
                Repeat();
                break;
            case 15 when Run.InFlight.Count > 0:
                Refuse();
                break;
            case 16:
                Apply(RunMachine.Pause(Run, (PauseReason)_random.Next(3), evidence: null));
                break;
            case 17 or 18:
                Apply(RunMachine.Resume(Run, window: null));
                break;
            case 19:
                Add();
                break;
        }
    }

    /// <summary>Plays what is left to its end.</summary>
    public void Finish()
    {
        for (var round = 0; round < 10_000; round++)
        {
            Apply(RunMachine.Resume(Run, window: null));
            _now = _now.AddHours(1);
            while (Run.InFlight.Count > 0) Tell(EndOne());
            if (!TakeDue() && !TakeNext()) break;
            Check();
        }

        Apply(RunMachine.Complete(Run, _now));
    }

    public void Check()
    {
        RunMachine.AssertSound(Run);
        var dialled = _ended.Values.Where(call => call.StartedAt is not null).ToList();
        Assert.Equal(dialled.Count, Run.View.Attempts);
        Assert.Equal(dialled.Select(call => call.To).Distinct().Count(), Run.View.Dialled);
        Assert.Equal(dialled.Count(call => call.AnsweredAt is not null), Run.View.Connected);
        Assert.Equal(dialled.Count, dialled.Select(call => (call.To, call.Attempt)).Distinct().Count());
        Assert.Equal(_rows.Values.Count(row => row.Target.Status == TargetStatus.Skipped), Run.View.Skipped);
        Assert.Equal(
            _rows.Values.Where(row => row.Target.Status == TargetStatus.Claimed).Select(row => row.Target.CallId).Order(),
            Run.InFlight.Keys.Order());
        Assert.Equal(_decisions.Count, _decisions.Select(decision => decision.Id).Distinct().Count());
        Assert.Equal(
            Run.View.Status switch { RunStatus.Running => CampaignStatus.Live, RunStatus.Paused => CampaignStatus.Paused, _ => CampaignStatus.Completed },
            _campaign);
    }

    public void CheckCompleted()
    {
        Assert.Equal(RunStatus.Completed, Run.View.Status);
        foreach (var (target, retryAt) in _rows.Values)
        {
            Assert.Null(retryAt);
            if (target.Reached && target.RunNumber == 0) continue;
            Assert.Contains(target.Status, (string[])[TargetStatus.Done, TargetStatus.Skipped]);
            var last = _decisions.Last(decision => decision.Phone == target.Phone);
            Assert.Contains(last.Decision, (string[])[DecisionNames.Done, DecisionNames.Skip]);
            Assert.True(target.Attempts <= Retries.AttemptsMax);
        }

        Assert.Equal(_rows.Values.Count(row => row.Target.RunNumber > 0), Run.View.Targets);
    }

    private void Apply(RunDecision decision)
    {
        Run = decision.Next;
        if (decision.Campaign is { } step)
        {
            Assert.NotEqual(_campaign, step.Status);
            _campaign = step.Status;
        }

        if (decision.Why is { } why) _decisions.Add(why);
        if (decision.Claimed is { } claimed) _placed.Add(claimed.CallId, (claimed.Phone, claimed.Attempt));
        if (decision.Target is not { } change) return;
        var row = _rows[change.Phone].Target;
        _rows[change.Phone] = (
            row with { Status = change.Status, RunNumber = Run.View.Number, Attempts = change.Attempts, Reached = row.Reached || change.Reached, CallId = change.CallId },
            change.RetryAt);
    }

    private bool TakeNext()
    {
        var next = _rows.Values.Select(row => row.Target).Where(target => target.Ordinal >= Run.Cursor && !target.Reached).MinBy(target => target.Ordinal);
        if (next is null) return false;
        Apply(RunMachine.Take(Run, next, Verdict(), _now));
        return true;
    }

    private bool TakeDue()
    {
        var due = _rows.Values.Where(row => row.RetryAt <= _now).OrderBy(row => row.RetryAt).Select(row => row.Target).FirstOrDefault();
        if (due is null) return _rows.Values.Any(row => row.RetryAt is not null);
        Apply(RunMachine.Take(Run, due, Verdict(), _now));
        return true;
    }

    private TargetVerdict Verdict() => _random.Next(8) switch
    {
        0 => new TargetVerdict.Skip(DecisionReasons.DoNotCall),
        1 => new TargetVerdict.Defer(_now.AddMinutes(_random.Next(1, 100)), DecisionReasons.OutsideHours),
        _ => new TargetVerdict.Call(null, null),
    };

    private CallView EndOne()
    {
        var claimed = Run.InFlight.Values.ElementAt(_random.Next(Run.InFlight.Count));
        Assert.Equal((claimed.Phone, claimed.Attempt), _placed[claimed.CallId]);
        (CallStatus Status, string Reason, bool Dialled) end = _random.Next(9) switch
        {
            0 => (CallStatus.Busy, "busy", true),
            1 => (CallStatus.NoAnswer, "no_answer", true),
            2 => (CallStatus.Failed, EndReasons.CarrierError, true),
            3 => (CallStatus.Failed, EndReasons.CarrierTimeout, true),
            4 => (CallStatus.Failed, "invalid_number", true),
            5 => (CallStatus.Canceled, EndReasons.Withdrawn, false),
            6 => (CallStatus.Canceled, _random.Next(2) == 0 ? "canceled" : EndReasons.DoNotCallList, false),
            _ => (CallStatus.Completed, "completed", true),
        };
        var call = Ended(claimed, end.Status, end.Reason, _now);
        return end.Dialled ? call : call with { StartedAt = null };
    }

    private void Tell(CallView call)
    {
        _ended.Add(call.Id, call);
        Apply(RunMachine.Ended(Run, call, Retries, Clock, _now));
    }

    private void Repeat()
    {
        var call = _ended.Values.ElementAt(_random.Next(_ended.Count));
        Assert.Same(Run, RunMachine.Ended(Run, call, Retries, Clock, _now).Next);
        Assert.Same(Run, RunMachine.Refused(Run, call.Id, PlaceCallRefusal.InsufficientFunds, _now).Next);
    }

    private void Refuse()
    {
        var claimed = Run.InFlight.Values.ElementAt(_random.Next(Run.InFlight.Count));
        Apply(RunMachine.Refused(Run, claimed.CallId, (PlaceCallRefusal)_random.Next(Enum.GetValues<PlaceCallRefusal>().Length), _now));
        Assert.DoesNotContain(claimed.CallId, Run.InFlight.Keys);
    }

    /// <summary>The importer appends; the run hears of it sooner or later, or finds it by itself.</summary>
    private void Add()
    {
        if (_rows.Count >= 60) return;
        var target = Target($"+1415555{_rows.Count:0000}", _rows.Count);
        _rows.Add(target.Phone, (target, null));
        if (_random.Next(2) == 0)
            Apply(RunMachine.Count(Run, _rows.Values.Count(row => row.Target.Ordinal >= Run.CountedTo && !row.Target.Reached), _rows.Count));
    }
}
