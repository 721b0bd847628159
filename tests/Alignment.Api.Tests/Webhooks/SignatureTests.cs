using System.Text;
using Alignment.Api.Webhooks.Signing;
using NodaTime;

namespace Alignment.Api.Tests.Webhooks;

public sealed class SignatureTests
{
    // The vector of the reference libraries of Standard Webhooks ("sign function works").
    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void WhenTheReferenceMessageIsSigned_ThenItsSignatureIsTheReferenceOne(string text)
    {
        Assert.True(WebhookSecret.TryParse(text, out var secret));
        var signature = WebhookSignature.Sign(
            [secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.FromUnixTimeSeconds(1614265330), Encoding.UTF8.GetBytes("{\"test\": 2432232314}"));
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    // Computed with OpenSSL: printf %s ID.TIMESTAMP.BODY | openssl dgst -sha256 -mac HMAC -macopt hexkey:... -binary | base64
    [Fact]
    public void WhenTheMessageOfTheSpecificationIsSigned_ThenItMatchesOpenSsl()
    {
        Assert.True(WebhookSecret.TryParse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", out var secret));
        var body = """{"type":"contact.created","timestamp":"2022-11-03T20:26:10.344522Z","data":{"id":"1f81eb52-5198-4599-803e-771906343485"}}""";
        var signature = WebhookSignature.Sign([secret], "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", Instant.FromUnixTimeSeconds(1674087231), Encoding.UTF8.GetBytes(body));
        Assert.Equal("v1,ARw42xaAApl/nxRo+iPGYwSaMQaOwMo2eyH5JBRA+bQ=", signature);
    }

    [Fact]
    public void WhenTwoSecretsSign_ThenBothSignaturesAreThereWithASpaceBetween()
    {
        var (one, other) = (WebhookSecret.Generate(), WebhookSecret.Generate());
        var at = Instant.FromUnixTimeSeconds(1);
        var both = WebhookSignature.Sign([one, other], "a", at, "{}"u8);
        Assert.Equal($"{WebhookSignature.Sign([one], "a", at, "{}"u8)} {WebhookSignature.Sign([other], "a", at, "{}"u8)}", both);
    }

    [Fact]
    public void WhenAnIdHasAFullStop_ThenItIsNotSigned() =>
        Assert.Throws<ArgumentException>(() => WebhookSignature.Sign([WebhookSecret.Generate()], "a.b", Instant.FromUnixTimeSeconds(1), "{}"u8));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public void WhenASecretIsTooShortOrNotBase64_ThenItIsNone(string? text) => Assert.False(WebhookSecret.TryParse(text, out _));

    [Fact]
    public void WhenASecretIsPrinted_ThenItDoesNotShow()
    {
        var secret = WebhookSecret.Generate();
        Assert.Equal("whsec_...", $"{secret}");
        Assert.True(WebhookSecret.TryParse(secret.Reveal(), out var same));
        Assert.Equal(secret.Reveal(), same.Reveal());
    }
}
