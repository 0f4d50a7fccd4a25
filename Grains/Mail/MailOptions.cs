using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Configuration;
using Switchboard.Settings;

namespace Switchboard.Mail;

/// <summary>Where mails go.</summary>
/// <param name="Server">The SMTP server; null when there is none.</param>
/// <param name="Folder">Where mails are written when there is none.</param>
/// <param name="From">The sender.</param>
public sealed record MailOptions(SmtpServer? Server, string Folder, string From)
{
    /// <summary>Reads <c>Mail:Smtp</c> and <c>Mail:From</c>.</summary>
    public static MailOptions Read(IConfiguration configuration)
    {
        var from = configuration.Text("Mail:From") ?? "switchboard@localhost";
        if (!MailAddress.TryCreate(from, out _))
            throw new InvalidSettingException("Mail:From", "must be a mail address");
        return new MailOptions(
            configuration.Text(SmtpServer.Key) is { } address ? SmtpServer.Parse(address) : null,
            Path.Combine(configuration.StoragePath(), "mail"),
            from);
    }
}

/// <summary>An SMTP server.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="UseTls">Whether the connection is upgraded by STARTTLS.</param>
/// <param name="Credentials">How to log in; null when it asks for nothing.</param>
public sealed record SmtpServer(string Host, int Port, bool UseTls, NetworkCredential? Credentials)
{
    internal const string Key = "Mail:Smtp";
    private const int DefaultPort = 25;
    private const int DefaultTlsPort = 587;

    /// <summary>Reads <c>smtp://[user:password@]host[:port]</c>; <c>smtps</c> asks for STARTTLS.</summary>
    internal static SmtpServer Parse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0)
            throw new InvalidSettingException(Key, "must be smtp://[user:password@]host[:port], or smtps:// for STARTTLS");
        var useTls = uri.Scheme == "smtps";
        var port = uri.Port > 0 ? uri.Port : useTls ? DefaultTlsPort : DefaultPort;
        return new SmtpServer(uri.Host, port, useTls, CredentialsOf(uri));
    }

    private static NetworkCredential? CredentialsOf(Uri uri)
    {
        if (uri.UserInfo.Length == 0)
            return null;
        var parts = uri.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? ""));
    }
}
