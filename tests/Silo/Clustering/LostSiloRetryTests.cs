using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Switchboard.Silo.Hosting;

namespace Switchboard.Tests.Silo.Clustering;

/// <summary>A grain whose silo leaves is asked again on another, with what it was asked.</summary>
public sealed class LostSiloRetryTests
{
    [Fact]
    public async Task A_lost_request_is_repeated_with_the_same_arguments()
    {
        var call = new OutgoingCall(new HoldRequest(), new SiloUnavailableException(), new SiloUnavailableException(), new OrleansException("the directory changes hands"), null);

        await new LostSiloRetry(TimeProvider.System).Invoke(call);

        Assert.Equal(Enumerable.Repeat(new object?[] { "call-1", 60 }, 4), call.Asked);
        Assert.Null(call.Response!.Exception);
    }

    [Fact]
    public async Task What_a_grain_itself_fails_with_is_not_repeated()
    {
        var call = new OutgoingCall(new HoldRequest(), new TimeoutException("late"), null);

        await new LostSiloRetry(TimeProvider.System).Invoke(call);

        Assert.Single(call.Asked);
        Assert.IsType<TimeoutException>(call.Response!.Exception);
    }

    [Theory]
    [InlineData("sys.svc.user.directory")]
    [InlineData("sys.client.hosted")]
    public async Task What_a_certain_silo_or_client_is_asked_is_not_repeated(string type)
    {
        var call = new OutgoingCall(new HoldRequest(), new SiloUnavailableException(), null) { TargetId = GrainId.Create(type, "127.0.0.1:11111@1") };

        await new LostSiloRetry(TimeProvider.System).Invoke(call);

        Assert.Single(call.Asked);
    }

    [Fact]
    public async Task After_a_while_the_caller_learns_that_it_is_lost()
    {
        var clock = new SlowClock();
        var call = new OutgoingCall(new HoldRequest(), new SiloUnavailableException(), null) { Meanwhile = () => clock.Shift += TimeSpan.FromSeconds(14) };

        await new LostSiloRetry(clock).Invoke(call);

        Assert.Single(call.Asked);
        Assert.IsType<SiloUnavailableException>(call.Response!.Exception);
    }

    private sealed class SlowClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Shift.Ticks;
    }

    /// <summary>A call of a grain that ends with one outcome after the other; each empties the request, as a silo does that has served it.</summary>
    private sealed class OutgoingCall(IInvokable request, params Exception?[] outcomes) : IOutgoingGrainCallContext
    {
        public List<object?[]> Asked { get; } = [];

        public Action Meanwhile { get; init; } = () => { };

        public IInvokable Request => request;

        public Response? Response { get; set; }

        public object? Result { get; set; }

        public object Grain => throw new NotSupportedException();

        public MethodInfo InterfaceMethod => throw new NotSupportedException();

        public string InterfaceName => throw new NotSupportedException();

        public string MethodName => throw new NotSupportedException();

        public GrainInterfaceType InterfaceType => throw new NotSupportedException();

        public IGrainContext? SourceContext => null;

        public GrainId? SourceId => null;

        public GrainId TargetId { get; init; } = GrainId.Create("wallet", "tenant-1");

        public Task Invoke()
        {
            Asked.Add([request.GetArgument(0), request.GetArgument(1)]);
            request.Dispose();
            Meanwhile();
            Response = outcomes[Asked.Count - 1] is { } failure ? Response.FromException(failure) : Response.FromResult(true);
            return Task.CompletedTask;
        }
    }

    private sealed class HoldRequest : IInvokable
    {
        private readonly object?[] _arguments = ["call-1", 60];

        public int GetArgumentCount() => _arguments.Length;

        public object? GetArgument(int index) => _arguments[index];

        public void SetArgument(int index, object value) => _arguments[index] = value;

        public void Dispose() => Array.Clear(_arguments);

        public object GetTarget() => throw new NotSupportedException();

        public void SetTarget(ITargetHolder holder) => throw new NotSupportedException();

        public ValueTask<Response> Invoke() => throw new NotSupportedException();

        public string GetMethodName() => throw new NotSupportedException();

        public string GetInterfaceName() => throw new NotSupportedException();

        public string GetActivityName() => throw new NotSupportedException();

        public MethodInfo GetMethod() => throw new NotSupportedException();

        public Type GetInterfaceType() => throw new NotSupportedException();
    }
}
