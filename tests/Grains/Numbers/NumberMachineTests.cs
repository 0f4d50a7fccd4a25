using Switchboard.Numbers;

namespace Switchboard.Tests.Grains.Numbers;

/// <summary>The life of a number: months paid once each and in order, a week's grace, and nothing left undone.</summary>
public sealed class NumberMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_number_is_paid_before_it_is_ordered()
    {
        var number = Open(NumberSource.Provisioned, 150);
        Assert.Equal(NumberStep.Charge, NumberMachine.Next(number, Start));
        number = NumberMachine.Charged(number);
        Assert.Equal((NumberStatus.Provisioning, NumberStep.Attach), (number.View.Status, NumberMachine.Next(number, Start)));
        number = NumberMachine.Attached(number, isAccepted: true, Start);
        Assert.Equal((NumberStatus.Active, true, null), (number.View.Status, number.View.AreWebhooksConfigured, NumberMachine.Next(number, Start)));
        Assert.Equal(new DateTimeOffset(2026, 2, 28, 9, 30, 0, TimeSpan.Zero), number.DueAt);
    }

    [Fact]
    public void Months_are_counted_from_the_day_it_was_taken_however_short_some_are()
    {
        var number = Active();
        var days = new List<int>();
        for (var month = 0; month < 12; month++)
        {
            days.Add(number.DueAt!.Value.Day);
            Assert.Null(NumberMachine.Next(number, number.DueAt.Value.AddTicks(-1)));
            Assert.Equal(NumberStep.Charge, NumberMachine.Next(number, number.DueAt.Value));
            number = NumberMachine.Charged(number);
        }

        Assert.Equal([28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31], days);
    }

    [Fact]
    public void What_a_node_that_was_down_has_missed_is_paid_month_by_month()
    {
        var number = Active();
        var now = Start.AddMonths(3).AddDays(1);
        var months = new List<string>();
        while (NumberMachine.Next(number, now) is NumberStep.Charge)
        {
            months.Add(number.NextMonth.ToString("yyyy-MM"));
            number = NumberMachine.Charged(number);
        }

        Assert.Equal(["2026-02", "2026-03", "2026-04"], months);
        Assert.Equal(Start.AddMonths(4), number.DueAt);
    }

    [Fact]
    public void A_month_that_is_not_paid_is_tried_every_day_and_after_a_week_the_number_is_given_back()
    {
        var number = Active();
        var now = number.DueAt!.Value;
        for (var day = 0; day < 7; day++)
        {
            number = NumberMachine.ChargeRefused(number, now)!;
            Assert.Equal((NumberStatus.PastDue, now.AddDays(1)), (number.View.Status, number.DueAt));
            Assert.Null(NumberMachine.Next(number, now));
            now = number.DueAt!.Value;
            Assert.Equal(NumberStep.Charge, NumberMachine.Next(number, now));
        }

        number = NumberMachine.ChargeRefused(number, now)!;
        Assert.Equal((NumberStatus.Releasing, NumberStep.Detach, true), (number.View.Status, NumberMachine.Next(number, now), number.IsHeld));
        number = NumberMachine.Released(number, now);
        Assert.Equal((NumberStatus.Released, null, null, false), (number.View.Status, NumberMachine.Next(number, now), number.DueAt, number.IsHeld));
        Assert.False(number.View.AreWebhooksConfigured);
    }

    [Fact]
    public void Paying_late_keeps_the_day()
    {
        var number = Active();
        var due = number.DueAt!.Value;
        number = NumberMachine.ChargeRefused(number, due)!;
        number = NumberMachine.Charged(number);
        Assert.Equal((NumberStatus.Active, null, Start.AddMonths(2)), (number.View.Status, number.PastDueSince, number.DueAt));

        // The week begins anew the next time.
        number = NumberMachine.ChargeRefused(number, Start.AddMonths(2))!;
        Assert.Equal(NumberStatus.PastDue, number.View.Status);
    }

    [Fact]
    public void Nothing_is_kept_of_a_number_whose_first_month_is_not_paid() =>
        Assert.Null(NumberMachine.ChargeRefused(Open(NumberSource.Provisioned, 150), Start));

    [Theory]
    [InlineData(150, NumberStatus.Releasing, NumberStep.Refund)]
    [InlineData(0, NumberStatus.Released, null)]
    public void What_was_paid_for_a_number_that_the_carrier_refuses_is_given_back(long monthly, NumberStatus status, object? step)
    {
        var number = Open(NumberSource.Provisioned, monthly);
        if (monthly > 0) number = NumberMachine.Charged(number);
        number = NumberMachine.Attached(number, isAccepted: false, Start);
        Assert.Equal((status, (NumberStep?)step), (number.View.Status, NumberMachine.Next(number, Start)));
        Assert.Null(NumberMachine.Next(NumberMachine.Released(number, Start), Start));
    }

    [Fact]
    public void An_imported_number_costs_nothing_and_is_never_due()
    {
        var number = NumberMachine.Attached(Open(NumberSource.Imported, 0), isAccepted: true, Start);
        Assert.Null(number.DueAt);
        Assert.Null(NumberMachine.Next(number, Start.AddYears(5)));
        Assert.Equal(NumberStep.Detach, NumberMachine.Next(NumberMachine.Release(number, Start), Start));
    }

    [Fact]
    public void One_that_is_being_taken_or_given_back_is_not_given_back_again()
    {
        var opening = Open(NumberSource.Provisioned, 150);
        Assert.Same(opening, NumberMachine.Release(opening, Start));
        var releasing = NumberMachine.Release(Active(), Start);
        Assert.Same(releasing, NumberMachine.Release(releasing, Start));
        var released = NumberMachine.Released(releasing, Start);
        Assert.Same(released, NumberMachine.Release(released, Start));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Whatever_happens_each_month_is_paid_once_and_in_order_and_every_life_comes_to_rest(int seed)
    {
        var random = new Random(seed);
        var paid = 0;
        for (var life = 0; life < 300; life++)
        {
            var now = Start.AddHours(random.Next(0, 24 * 365));
            var number = Open(random.Next(5) == 0 ? NumberSource.Imported : NumberSource.Provisioned, random.Next(5) == 0 ? 0 : 150, now);
            var months = new List<string>();
            var isKept = true;
            for (var step = 0; step < 400 && isKept && number.IsHeld; step++)
            {
                now = random.Next(3) > 0 && number.DueAt > now ? number.DueAt.Value.AddMinutes(random.Next(-1, 3)) : now.AddHours(random.Next(0, 60));
                if (random.Next(60) == 0) number = NumberMachine.Release(number, now);
                switch (NumberMachine.Next(number, now))
                {
                    case null:
                        Assert.True(number.DueAt > now || number.View.MonthlyMinor == 0, $"Nothing to do and nothing to wait for: {number}");
                        break;
                    case NumberStep.Charge when random.Next(4) == 0:
                        var refused = NumberMachine.ChargeRefused(number, now);
                        isKept = refused is not null;
                        number = refused ?? number;
                        break;
                    case NumberStep.Charge:
                        Assert.True(number.NextMonth <= now || months.Count == 0);
                        months.Add(number.NextMonth.ToString("yyyy-MM"));
                        number = NumberMachine.Charged(number);
                        break;
                    case NumberStep.Attach:
                        number = NumberMachine.Attached(number, random.Next(6) > 0, now);
                        break;
                    default:
                        number = NumberMachine.Released(number, now);
                        break;
                }
            }

            paid += months.Count;
            Assert.Equal(months.Distinct().Order(), months);
            Assert.True(number.View.MonthlyMinor > 0 || months.Count == 0);
        }

        Assert.True(paid > 500, $"only {paid} months were paid");
    }

    private static NumberState Open(NumberSource source, long monthly, DateTimeOffset? at = null) => NumberMachine.Open(
        "n", new AcquireNumber("t", "+14155550120", source, source == NumberSource.Imported ? "twilio" : null), new NumberTerms("US", "simulator", monthly), at ?? Start);

    private static NumberState Active() =>
        NumberMachine.Attached(NumberMachine.Charged(Open(NumberSource.Provisioned, 150)), isAccepted: true, Start);
}
