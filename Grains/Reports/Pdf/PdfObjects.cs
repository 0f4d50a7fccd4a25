using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Switchboard.Reports.Pdf;

/// <summary>The numbered objects of a file, and the file itself (ISO 32000-1, 7.5).</summary>
internal sealed class PdfObjects
{
    private readonly List<byte[]> _objects = [];

    /// <summary>How the object of a number is referred to.</summary>
    public static string Reference(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} 0 R");

    /// <summary>Keeps a number for an object that comes later.</summary>
    public int Reserve()
    {
        _objects.Add([]);
        return _objects.Count;
    }

    /// <summary>Adds an object, and answers its number.</summary>
    public int Add(string content)
    {
        var number = Reserve();
        Set(number, content);
        return number;
    }

    /// <summary>Says what the object of a reserved number is.</summary>
    public void Set(int number, string content) => _objects[number - 1] = Encoding.Latin1.GetBytes(content);

    /// <summary>Adds data, compressed.</summary>
    /// <param name="data">The data.</param>
    /// <param name="entries">Further entries of its dictionary.</param>
    public int AddStream(ReadOnlySpan<byte> data, string entries = "")
    {
        using var buffer = new MemoryStream();
        using (var compressing = new ZLibStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
            compressing.Write(data);
        var number = Reserve();
        _objects[number - 1] =
        [
            .. Encoding.Latin1.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"<< /Length {buffer.Length} /Filter /FlateDecode {entries}>>\nstream\n")),
            .. buffer.ToArray(),
            .. "\nendstream"u8,
        ];
        return number;
    }

    /// <summary>The file.</summary>
    /// <param name="catalog">The number of the document's catalogue.</param>
    /// <param name="information">The number of the dictionary that says what the document is.</param>
    public byte[] Save(int catalog, int information)
    {
        using var file = new MemoryStream();

        // Four bytes that are no text keep transfers from treating it as one.
        file.Write([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var offsets = new List<long>(_objects.Count);
        for (var i = 0; i < _objects.Count; i++)
        {
            offsets.Add(file.Position);
            Write(string.Create(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n"));
            file.Write(_objects[i]);
            Write("\nendobj\n");
        }

        var table = file.Position;
        Write(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets)
            Write(string.Create(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n"));
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {_objects.Count + 1} /Root {Reference(catalog)} /Info {Reference(information)} >>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }
}
