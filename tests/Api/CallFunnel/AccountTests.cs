using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Switchboard.Identity;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Api.CallFunnel;

public sealed partial class AccountTests(SharedServer server) : IClassFixture<SharedServer>
{
    private const string Auth = "/callfunnel/api/auth";

    [Fact]
    public async Task Sign_up_answers_the_tenant_and_its_owner()
    {
        using var client = server.Api.Client();
        var reply = await client.PostAsync($"{Auth}/signup", new { email = "Ann@Example.com", password = "0123456789", full_name = "Ann Lee", country = "IN" });
        Assert.Equal(201, reply.Status);
        var tenant = reply.Body.GetProperty("tenant");
        var user = reply.Body.GetProperty("user");
        Assert.True(tenant.GetProperty("id").GetInt64() > 0);
        Assert.Equal("active", tenant.GetProperty("status").GetString());
        Assert.Equal("free", tenant.GetProperty("plan_tier").GetString());
        Assert.True(tenant.GetProperty("created_at").TryGetDateTimeOffset(out _));
        Assert.Equal(tenant.GetProperty("id").GetInt64(), user.GetProperty("tenant_id").GetInt64());
        Assert.Equal("Ann@Example.com", user.GetProperty("email").GetString());
        Assert.Equal("owner", user.GetProperty("role").GetString());
        Assert.False(user.GetProperty("email_verified").GetBoolean());
        Assert.True(reply.Body.GetProperty("verify_email_sent").GetBoolean());
        Assert.DoesNotContain("0123456789", reply.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tenants_are_numbered_one_after_the_other()
    {
        await using var api = await ApiServer.StartAsync();
        using var client = api.Client();
        var numbers = new List<long>();
        foreach (var email in new[] { "a@example.com", "b@example.com", "c@example.com" })
        {
            var reply = await client.PostAsync($"{Auth}/signup", new { email, password = Account.Password });
            numbers.Add(reply.Body.GetProperty("tenant").GetProperty("id").GetInt64());
        }
        Assert.Equal([1, 2, 3], numbers);
    }

    [Fact]
    public async Task An_email_has_one_account_whatever_its_case_and_however_many_sign_up_at_once()
    {
        using var client = server.Api.Client();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            client.PostAsync($"{Auth}/signup", new { email = i % 2 == 0 ? "Twice@example.com" : "tWICE@EXAMPLE.com", password = Account.Password })));
        Assert.Single(replies, reply => reply.Status == 201);
        Assert.All(replies.Where(reply => reply.Status != 201), reply => reply.AssertError(409, "EMAIL_TAKEN", "email"));
    }

    [Theory]
    [InlineData("""{"password":"0123456789"}""", "email")]
    [InlineData("""{"email":"no-at-sign","password":"0123456789"}""", "email")]
    [InlineData("""{"email":"a@b","password":"0123456789"}""", "email")]
    [InlineData("""{"email":["a@b.co"],"password":"0123456789"}""", "email")]
    [InlineData("""{"email":"short@example.com","password":"012345678"}""", "password")]
    [InlineData("""{"email":"none@example.com"}""", "password")]
    [InlineData("""{"email":"none@example.com","password":1234567890}""", "password")]
    [InlineData("""{"email":"none@example.com","password":"0123456789","country":"FR"}""", "country")]
    [InlineData("""{"email":"none@example.com","password":"0123456789","full_name":"a\u0000b"}""", "full_name")]
    [InlineData("""{"email":"none@example.com","password":"\ud8000123456789"}""", "password")]
    public async Task Sign_up_names_the_field_at_fault(string body, string field)
    {
        using var client = server.Api.Client();
        (await client.PostRawAsync($"{Auth}/signup", body)).AssertError(422, "VALIDATION_FAILED", field);
    }

    [Fact]
    public async Task Log_in_gives_a_token_and_a_cookie_that_both_work()
    {
        var account = await server.Api.SignUpAsync();
        using var client = server.Api.Client();
        var reply = await client.PostAsync($"{Auth}/login", new { email = account.Email.ToUpperInvariant(), password = Account.Password });
        Assert.Equal(200, reply.Status);
        Assert.Equal(7 * 24 * 3600, reply.Number("expires_in"));
        var cookie = reply.Headers["Set-Cookie"];
        Assert.StartsWith($"cf_session={reply.Text("token")};", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);

        var byCookie = await client.SendAsync(HttpMethod.Get, $"{Auth}/me", null, ("Cookie", $"cf_session={reply.Text("token")}"));
        Assert.Equal(200, byCookie.Status);
        Assert.Equal(account.Email, byCookie.Body.GetProperty("user").GetProperty("email").GetString());
        client.Bearer = reply.Text("token");
        var byBearer = await client.GetAsync($"{Auth}/me");
        Assert.Equal(byCookie.Content, byBearer.Content);
    }

    [Fact]
    public async Task The_token_says_who_and_for_how_long()
    {
        var account = await server.Api.SignUpAsync();
        var claims = JsonElement.Parse(Convert.FromBase64String(Padded(account.Token.Split('.')[1])));
        Assert.Equal(account.Email, claims.GetProperty("email").GetString());
        Assert.Equal("owner", claims.GetProperty("role").GetString());
        Assert.True(claims.GetProperty("tid").GetInt64() > 0);
        Assert.NotEmpty(claims.GetProperty("sub").GetString()!);
        Assert.Equal(7 * 24 * 3600, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Contains("HS256", Encoding.UTF8.GetString(Convert.FromBase64String(Padded(account.Token.Split('.')[0]))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_secure_where_a_proxy_says_that_the_request_was()
    {
        var account = await server.Api.SignUpAsync();
        using var client = server.Api.Client();
        var content = new StringContent(JsonSerializer.Serialize(new { email = account.Email, password = Account.Password }), Encoding.UTF8, "application/json");
        var reply = await client.SendAsync(HttpMethod.Post, $"{Auth}/login", content, ("X-Forwarded-Proto", "https"));
        Assert.Contains("secure", reply.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_email_are_answered_alike()
    {
        var account = await server.Api.SignUpAsync();
        using var client = server.Api.Client();
        var wrong = await client.PostAsync($"{Auth}/login", new { email = account.Email, password = "not the password" });
        var unknown = await client.PostAsync($"{Auth}/login", new { email = "nobody@example.com", password = "not the password" });
        wrong.AssertError(401, "INVALID_CREDENTIALS");
        Assert.Equal(wrong.Content, unknown.Content);
    }

    [Fact]
    public async Task Log_out_ends_that_session_and_no_other()
    {
        var account = await server.Api.SignUpAsync();
        using var client = server.Api.Client();
        var other = (await client.PostAsync($"{Auth}/login", new { email = account.Email, password = Account.Password })).Text("token");
        using var first = account.Client();
        Assert.Equal(200, (await first.GetAsync($"{Auth}/me")).Status);

        var reply = await first.PostAsync($"{Auth}/logout");
        Assert.Equal(200, reply.Status);
        Assert.StartsWith("cf_session=;", reply.Headers["Set-Cookie"], StringComparison.Ordinal);

        (await first.GetAsync($"{Auth}/me")).AssertError(401, "AUTH_REQUIRED");
        client.Bearer = other;
        Assert.Equal(200, (await client.GetAsync($"{Auth}/me")).Status);
    }

    [Fact]
    public async Task A_session_ended_with_its_cookie_is_ended_for_the_token_too()
    {
        var account = await server.Api.SignUpAsync();
        using var client = server.Api.Client();
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Post, $"{Auth}/logout", null, ("Cookie", $"cf_session={account.Token}"))).Status);
        client.Bearer = account.Token;
        Assert.Equal(401, (await client.GetAsync($"{Auth}/me")).Status);
    }

    [Fact]
    public async Task Log_out_without_a_session_is_fine()
    {
        using var client = server.Api.Client();
        Assert.Equal(200, (await client.PostAsync($"{Auth}/logout")).Status);
    }

    [Fact]
    public async Task An_api_key_sees_the_tenant_and_no_user()
    {
        var account = await server.Api.SignUpAsync("IN");
        using var client = await account.KeyClientAsync("read");
        var reply = await client.GetAsync($"{Auth}/me");
        Assert.Equal(200, reply.Status);
        Assert.Equal(JsonValueKind.Null, reply.Body.GetProperty("user").ValueKind);
        Assert.Equal("INR", reply.Body.GetProperty("tenant").GetProperty("currency").GetString());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    [InlineData("cf_live_0000000000000000000000000000000000000000")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")]
    public async Task A_credential_that_is_none_is_refused_with_the_scheme_to_use(string bearer)
    {
        using var client = server.Api.Client();
        client.Bearer = bearer;
        var reply = await client.GetAsync($"{Auth}/me");
        reply.AssertError(401, "AUTH_REQUIRED");
        Assert.Equal("Bearer realm=\"callfunnel\"", reply.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task A_token_signed_by_another_server_is_refused()
    {
        await using var other = await ApiServer.StartAsync();
        var stranger = await other.SignUpAsync();
        using var client = server.Api.Client();
        client.Bearer = stranger.Token;
        Assert.Equal(401, (await client.GetAsync($"{Auth}/me")).Status);
    }

    [Fact]
    public async Task A_token_of_which_a_part_was_exchanged_is_refused()
    {
        var (one, two) = (await server.Api.SignUpAsync(), await server.Api.SignUpAsync());
        using var client = server.Api.Client();
        client.Bearer = $"{one.Token[..one.Token.LastIndexOf('.')]}{two.Token[two.Token.LastIndexOf('.')..]}";
        Assert.Equal(401, (await client.GetAsync($"{Auth}/me")).Status);
    }

    [Fact]
    public async Task The_mailed_link_verifies_the_address_as_often_as_it_is_followed()
    {
        await using var api = await ApiServer.StartAsync();
        var account = await api.SignUpAsync();
        var link = MailedLink(api);
        using var client = account.Client();
        var first = await client.GetAsync(link);
        Assert.Equal(200, first.Status);
        Assert.True(first.Body.GetProperty("ok").GetBoolean());
        Assert.Equal(account.Email, first.Text("email"));
        var again = await client.GetAsync(link);
        Assert.Equal(first.Content, again.Content);
        Assert.True((await client.GetAsync($"{Auth}/me")).Body.GetProperty("user").GetProperty("email_verified").GetBoolean());

        api.Time.Advance(TimeSpan.FromHours(24));
        (await client.GetAsync(link)).AssertError(400, "INVALID_TOKEN", "token");
        (await client.GetAsync($"{Auth}/verify-email?token=unknown")).AssertError(400, "INVALID_TOKEN");
        (await client.GetAsync($"{Auth}/verify-email")).AssertError(400, "INVALID_TOKEN");
    }

    [Fact]
    public async Task A_session_runs_out_after_seven_days()
    {
        await using var api = await ApiServer.StartAsync();
        var account = await api.SignUpAsync();
        using var client = account.Client();
        api.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await client.GetAsync($"{Auth}/me")).Status);
        api.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(401, (await client.GetAsync($"{Auth}/me")).Status);
    }

    [Fact]
    public async Task A_user_who_was_made_inactive_is_out()
    {
        await using var api = await ApiServer.StartAsync();
        var account = await api.SignUpAsync();
        using var client = account.Client();
        var id = (await client.GetAsync($"{Auth}/me")).Body.GetProperty("user").GetProperty("id").GetString();
        await api.Store.CommitAsync(new WriteSet().Update(IdentityTables.Users, new Row { ["id"] = id, ["is_active"] = false }));

        (await client.PostAsync($"{Auth}/login", new { email = account.Email, password = Account.Password })).AssertError(403, "ACCOUNT_INACTIVE");
        (await client.PostAsync($"{Auth}/login", new { email = account.Email, password = "wrong" })).AssertError(401, "INVALID_CREDENTIALS");
        // What another node has changed is seen within 30 s.
        api.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(401, (await client.GetAsync($"{Auth}/me")).Status);
    }

    [Fact]
    public async Task A_configured_secret_signs_with_its_utf8_bytes_even_when_it_is_short()
    {
        const string Secret = "naïve";
        await using var api = await ApiServer.StartAsync(("Auth:JwtSecret", Secret));
        var account = await api.SignUpAsync();
        var signed = account.Token[..account.Token.LastIndexOf('.')];
        var signature = System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(signed));
        Assert.Equal(Convert.ToBase64String(signature).TrimEnd('=').Replace('+', '-').Replace('/', '_'), account.Token[(signed.Length + 1)..]);
        using var client = account.Client();
        Assert.Equal(200, (await client.GetAsync($"{Auth}/me")).Status);
    }

    [Fact]
    public async Task The_store_keeps_no_password_and_no_token()
    {
        await using var api = await ApiServer.StartAsync();
        var account = await api.SignUpAsync();
        var token = MailedLink(api).Split("token=")[1];
        foreach (var file in Directory.GetFiles(api.Folder, "switchboard.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var content = await reader.ReadToEndAsync();
            Assert.DoesNotContain(Account.Password, content, StringComparison.Ordinal);
            Assert.DoesNotContain(token, content, StringComparison.Ordinal);
            Assert.DoesNotContain(account.Token, content, StringComparison.Ordinal);
        }
    }

    private static string MailedLink(ApiServer api)
    {
        var mail = File.ReadAllText(Directory.GetFiles(Path.Combine(api.Folder, "mail"), "*.eml").Single());
        return Link().Match(mail).Value;
    }

    private static string Padded(string base64Url) =>
        base64Url.Replace('-', '+').Replace('_', '/').PadRight((base64Url.Length + 3) / 4 * 4, '=');

    [GeneratedRegex(@"http://\S+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
