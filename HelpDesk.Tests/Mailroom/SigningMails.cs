using System.Security.Cryptography;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.Wiring;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

/// <summary>DKIM, where a key is set.</summary>
public sealed class SigningMails
{
    [Fact]
    public async Task A_signature_holds_and_breaks_when_a_word_is_changed()
    {
        var file = Path.GetTempFileName();
        using var key = RSA.Create(2048);
        await File.WriteAllTextAsync(file, key.ExportRSAPrivateKeyPem(), TestContext.Current.CancellationToken);
        var carrier = new ScriptedCarrier();
        await using var house = await MailroomHouse.OpenAsync(carrier, new() { ["HelpDesk:Mail:Dkim:Domain"] = "acme.test", ["HelpDesk:Mail:Dkim:Selector"] = "desk", ["HelpDesk:Mail:Dkim:KeyFile"] = file });
        await house.FileAsync("Drucker brennt – ÄÖÜ");
        await house.DrainAsync();

        foreach (var mail in carrier.Carried)
        {
            using var wire = new MemoryStream();
            await mail.WriteToAsync(wire, TestContext.Current.CancellationToken);
            wire.Position = 0;
            var read = await MimeMessage.LoadAsync(wire, TestContext.Current.CancellationToken);
            var verifier = new DkimVerifier(new OneKey(key.ExportSubjectPublicKeyInfo()));
            var signature = read.Headers[HeaderId.DkimSignature]!;
            Assert.Matches("(?is)d=acme.test;.*s=desk;.*h=from:to:.*message-id.*reply-to", signature);
            Assert.True(await verifier.VerifyAsync(read, read.Headers[read.Headers.IndexOf(HeaderId.DkimSignature)], TestContext.Current.CancellationToken));
            read.Subject += "!";
            Assert.False(await verifier.VerifyAsync(read, read.Headers[read.Headers.IndexOf(HeaderId.DkimSignature)], TestContext.Current.CancellationToken));
        }
        File.Delete(file);
    }

    [Fact]
    public void A_key_that_cannot_be_used_is_one_clear_sentence()
    {
        Assert.Null(MailSigner.Refusal(new()));
        Assert.Contains("all three", MailSigner.Refusal(new() { Domain = "acme.test" }), StringComparison.Ordinal);
        foreach (var wrong in new[] { "/no/such/key.pem", Path.Combine(Sources.Root, "README.md") })
            Assert.Contains(wrong, MailSigner.Refusal(new DkimSettings { Domain = "acme.test", Selector = "desk", KeyFile = wrong }), StringComparison.Ordinal);
    }

    private sealed class OneKey(byte[] key) : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) => Org.BouncyCastle.Security.PublicKeyFactory.CreateKey(key);

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) => Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
