using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Switchboard.Silo.Telemetry;

/// <summary>
/// Decides about traces that begin here. What a cluster's grains ask of each other by timers and streams begins as a client's span without anything above it: a thousand a
/// second that tell nothing. Requests and campaigns' calls are taken by the ratio.
/// </summary>
internal sealed class RootSampler(double ratio) : Sampler
{
    private readonly TraceIdRatioBasedSampler _byRatio = new(ratio);

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind == ActivityKind.Client ? new SamplingResult(SamplingDecision.Drop) : _byRatio.ShouldSample(samplingParameters);
}
