using System.Text;

namespace Switchboard.Tests.Doors.Support;

/// <summary>Bodies that nobody has thought of, made of good ones.</summary>
internal static class Mutations
{
    // What mutations put in: structure, numbers out of every range, escapes that stand for no character, bytes that are no text.
    private static readonly byte[][] Fragments =
    [
        "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), "\""u8.ToArray(), ","u8.ToArray(), ":"u8.ToArray(), "null"u8.ToArray(),
        "-0"u8.ToArray(), "1e999"u8.ToArray(), "99999999999999999999999"u8.ToArray(), "\\u0000"u8.ToArray(), "\\ud800"u8.ToArray(), "\\"u8.ToArray(),
        [0x00], [0xFF], [0xC3, 0x28], [0xF0, 0x9F, 0x98, 0x80], "'; DROP TABLE calls; --"u8.ToArray(), "%n%s"u8.ToArray(),
    ];

    /// <summary>A body with a few things put in, left out or replaced.</summary>
    public static byte[] Of(string valid, Random random)
    {
        var body = Encoding.UTF8.GetBytes(valid).ToList();
        for (var changes = random.Next(1, 4); changes > 0 && body.Count > 0; changes--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(3))
            {
                case 0:
                    body.InsertRange(at, Fragments[random.Next(Fragments.Length)]);
                    break;
                case 1:
                    body.RemoveRange(at, random.Next(1, Math.Min(20, body.Count - at) + 1));
                    break;
                default:
                    body[at] = (byte)random.Next(256);
                    break;
            }
        }

        return [.. body];
    }
}
