using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;
using Switchboard.Api.Doors;
using Switchboard.Api.Doors.Cualify;
using Switchboard.Api.Limits;
using Switchboard.Limits;

namespace Switchboard.Tests.Api;

/// <summary>The window of a limit is on a node that has just been lost.</summary>
public sealed class LostWindowTests
{
    public static TheoryData<string> Losses => ["no answer", "refused"];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_request_passes_a_limit_that_cannot_be_asked(string loss)
    {
        Task<RateDecision> answer = loss == "refused" ? Task.FromException<RateDecision>(new SiloUnavailableException("gone")) : new TaskCompletionSource<RateDecision>().Task;

        var (refusal, headers) = await CheckAsync(answer);

        Assert.Null(refusal);
        Assert.DoesNotContain("X-RateLimit-Remaining", headers.Keys);
    }

    [Fact]
    public async Task One_that_answers_is_obeyed()
    {
        var (refusal, headers) = await CheckAsync(Task.FromResult(new RateDecision(Allowed: false, Remaining: 0, TimeSpan.FromSeconds(7))));

        Assert.Equal(RefusalKind.TooManyRequests, refusal!.Kind);
        Assert.Equal("0", headers["X-RateLimit-Remaining"]);
    }

    private static async Task<(Refusal? Refusal, IHeaderDictionary Headers)> CheckAsync(Task<RateDecision> answer)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Loopback } };
        context.SetDoor(new CualifyDoor());
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(RateLimit.PerMinute("log-in", 10, RateLimitScope.Address)), "log-in"));
        var grains = DispatchProxy.Create<IGrainFactory, OneWindow>();
        var window = DispatchProxy.Create<IRateLimitGrain, OneWindow>();
        ((OneWindow)(object)grains).Answer = window;
        ((OneWindow)(object)window).Answer = answer;
        var limiter = new RateLimiter(grains, new RateLimitOptions(IsEnabled: true), TimeProvider.System, NullLogger<RateLimiter>.Instance);
        return (await limiter.CheckAsync(context, caller: null), context.Response.Headers);
    }

    /// <summary>Answers every call with one thing.</summary>
    public class OneWindow : DispatchProxy
    {
        public object? Answer { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer;
    }
}
