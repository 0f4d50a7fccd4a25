using System.Net;
using System.Text;
using Switchboard.Agents;

namespace Switchboard.Bench.Accept;

/// <summary>The request that places a call at Cualify's door, as bytes.</summary>
public static class PlaceCallRequest
{
    private const string Body = $$"""{"agent_id":"{{Agent.DemoId}}","to_e164":"+12025550100","max_duration_sec":300}""";

    public static byte[] To(IPEndPoint server, string path, string key) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: {server}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
}
