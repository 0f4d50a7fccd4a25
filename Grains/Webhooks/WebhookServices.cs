using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchboard.Calls;
using Switchboard.Deadlines;
using Switchboard.Secrets;
using Switchboard.Settings;

namespace Switchboard.Webhooks;

/// <summary>Registers the webhooks.</summary>
public static class WebhookServices
{
    /// <summary>
    /// Everything between a committed event and a customer's endpoint, with the sealed box that secrets are kept in and the links that bodies
    /// carry. Reads <c>Webhooks:*</c>, <c>Secrets:MasterKey</c> and <c>PublicUrl</c>.
    /// </summary>
    /// <exception cref="InvalidSettingException">A value cannot be used.</exception>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => SecretBox.FromConfiguration(configuration));
        services.AddSingleton(SecretBox.GeneratedKey);
        services.TryAddSingleton<IPublicLinks, PublicLinks>();
        return services
            .AddSingleton(Read(configuration))
            .AddSingleton<IWebhookFormat, CualifyFormat>()
            .AddSingleton<IWebhookFormat, NextNeuralFormat>()
            .AddSingleton<IWebhookFormat, CalleagueFormat>()
            .AddSingleton<WebhookFormats>()
            .AddSingleton<UrlPolicy>()
            .AddSingleton<IHostLookup, SystemHostLookup>()
            .AddSingleton<TargetResolver>()
            .AddSingleton<IWebhookSender, WebhookSender>()
            .AddSingleton<RequestWriter>()
            .AddSingleton<RetrySchedule>()
            .AddSingleton<BreakerMachine>()
            .AddSingleton<EndpointRegister>()
            .AddSingleton<DeliveryRegister>()
            .AddSingleton<WebhookRetention>()
            .AddSingleton<WebhookService>()
            .AddSingleton(new DeadlineKind(
                WebhookTables.Endpoints, "id", WakeAfterRestart: false, (grains, key) => grains.GetGrain<IWebhookEndpointGrain>(key)));
    }

    /// <summary>Reads the section <c>Webhooks</c>.</summary>
    /// <exception cref="InvalidSettingException">A value cannot be used.</exception>
    public static WebhookOptions Read(IConfiguration configuration)
    {
        var defaults = new WebhookOptions();
        return new WebhookOptions
        {
            AllowHttp = configuration.Flag("Webhooks:AllowHttp", defaults.AllowHttp),
            AllowPrivateNetworks = configuration.Flag("Webhooks:AllowPrivateNetworks", defaults.AllowPrivateNetworks),
            RetryDelays = ReadDelays(configuration, "Webhooks:RetrySeconds"),
            RetryAfterSecondsMax = Whole("RetryAfterSecondsMax", defaults.RetryAfterSecondsMax, 0, 86_400),
            AttemptSeconds = Whole("AttemptSeconds", defaults.AttemptSeconds, 1, 60),
            ConcurrencyPerEndpoint = Whole("ConcurrencyPerEndpoint", defaults.ConcurrencyPerEndpoint, 1, 256),
            ResponseBytesMax = Whole("ResponseBytesMax", defaults.ResponseBytesMax, 1024, 1_048_576),
            SnippetCharsMax = Whole("SnippetCharsMax", defaults.SnippetCharsMax, 0, 4096),
            EndpointsPerTenantMax = Whole("EndpointsPerTenantMax", defaults.EndpointsPerTenantMax, 1, 1000),
            RetentionDays = Whole("RetentionDays", defaults.RetentionDays, 2, 3650),
            EventRetentionDays = Whole("EventRetentionDays", defaults.EventRetentionDays, 2, 36_500),
            SweepAfterSeconds = Whole("SweepAfterSeconds", defaults.SweepAfterSeconds, 1, 3600),
            Breaker = new BreakerOptions
            {
                WindowSeconds = Whole("Breaker:WindowSeconds", defaults.Breaker.WindowSeconds, 1, 3600),
                AttemptsMin = Whole("Breaker:AttemptsMin", defaults.Breaker.AttemptsMin, 1, 10_000),
                FailureShare = configuration.Number("Webhooks:Breaker:FailureShare", defaults.Breaker.FailureShare, 0.01, 1),
                OpenSeconds = Whole("Breaker:OpenSeconds", defaults.Breaker.OpenSeconds, 1, 86_400),
                OpenSecondsMax = Whole("Breaker:OpenSecondsMax", defaults.Breaker.OpenSecondsMax, 1, 86_400),
                Probes = Whole("Breaker:Probes", defaults.Breaker.Probes, 1, 100),
                TripsMax = Whole("Breaker:TripsMax", defaults.Breaker.TripsMax, 1, 10_000),
            },
        };

        int Whole(string key, int fallback, int min, int max) => (int)configuration.Whole($"Webhooks:{key}", fallback, min, max);
    }

    private static List<TimeSpan> ReadDelays(IConfiguration configuration, string key)
    {
        var delays = new List<TimeSpan>();
        foreach (string part in (configuration.Text(key) ?? WebhookOptions.DefaultRetrySeconds).Split(',', StringSplitOptions.TrimEntries))
        {
            bool isNumber = double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds);
            if (!isNumber || seconds > TimeSpan.FromDays(7).TotalSeconds || delays.Count >= 50)
                throw new InvalidSettingException(key, "must be at most 50 numbers of seconds separated by commas, each at most a week");
            delays.Add(TimeSpan.FromSeconds(seconds));
        }

        return delays;
    }
}
