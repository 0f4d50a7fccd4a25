using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Switchboard.Mail;

/// <summary>Sends mails by SMTP, or writes them as <c>.eml</c> files where no server is configured.</summary>
public sealed partial class Mailer(MailOptions options, TimeProvider time, ILogger<Mailer> logger)
{
    // Who waits for the answer to a sign-up does not wait longer for a mail server than this.
    private static readonly TimeSpan SendMax = TimeSpan.FromSeconds(5);

    private volatile bool _hasFailed;

    /// <summary>Whether the last mail was not taken.</summary>
    public bool HasFailed => _hasFailed;

    /// <summary>Sends a text. False when the server did not take it; the reason is in the log.</summary>
    /// <param name="to">The address.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The text, in ASCII, so that a link in it stays one word whatever reads the file.</param>
    public async Task<bool> TrySendAsync(string to, string subject, string text)
    {
        using var limit = new CancellationTokenSource(SendMax, time);
        try
        {
            using var message = new MailMessage(options.From, to, subject, body: null) { SubjectEncoding = Encoding.UTF8 };
            message.AlternateViews.Add(PlainText(text));
            using var client = CreateClient();
            await client.SendMailAsync(message, limit.Token);
            _hasFailed = false;
            return true;
        }
        catch (Exception e) when (e is SmtpException or IOException or FormatException or OperationCanceledException or UnauthorizedAccessException)
        {
            _hasFailed = true;
            LogNotSent(e);
            return false;
        }
    }

    private SmtpClient CreateClient()
    {
        if (options.Server is { } server)
            return new SmtpClient(server.Host, server.Port) { EnableSsl = server.UseTls, Credentials = server.Credentials };
        Directory.CreateDirectory(options.Folder);
        return new SmtpClient
        {
            DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
            PickupDirectoryLocation = Path.GetFullPath(options.Folder),
        };
    }

    private static AlternateView PlainText(string text)
    {
        var view = AlternateView.CreateAlternateViewFromString(text, Encoding.ASCII, MediaTypeNames.Text.Plain);
        view.TransferEncoding = TransferEncoding.SevenBit;
        return view;
    }

    [LoggerMessage(LogLevel.Warning, "A mail was not sent")]
    private partial void LogNotSent(Exception e);
}
