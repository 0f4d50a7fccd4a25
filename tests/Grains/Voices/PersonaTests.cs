using Switchboard.Voices;

namespace Switchboard.Tests.Grains.Voices;

public sealed class PersonaTests
{
    [Fact]
    public void There_are_six_that_speak_English_and_one_that_speaks_Hindi()
    {
        Assert.Equal(["amelia", "rohan", "kai", "anya", "leo", "priya", "meera"], Personas.Names.AsEnumerable());
        Assert.All(Personas.All[..6], persona => Assert.StartsWith("en-", persona.Language, StringComparison.Ordinal));
        Assert.Equal("hi-IN", Personas.All[6].Language);
        Assert.All(Personas.All, persona => Assert.Same(persona, Personas.Find(persona.Name)));
    }

    [Theory]
    [InlineData("Amelia")]
    [InlineData("amelia ")]
    [InlineData("")]
    [InlineData(null)]
    public void Another_text_is_nobodys_name(string? name) => Assert.Null(Personas.Find(name));

    [Fact]
    public void Each_has_a_sample_of_its_own_that_is_short_and_says_how_long_it_is()
    {
        var samples = Personas.All.Select(VoiceSamples.Of).ToList();

        Assert.Equal(Personas.All.Length, samples.Select(sample => sample.Hash).Distinct().Count());
        Assert.All(samples, sample =>
        {
            Assert.InRange(sample.Audio.Length, 10_000, 60_000);
            Assert.InRange(sample.DurationMs, 4_000, 12_000);
            // 32 kilobits a second are four bytes a millisecond.
            Assert.Equal(sample.Audio.Length / 4, sample.DurationMs);
        });
    }

    [Fact]
    public void Each_has_a_voice_of_its_own() =>
        Assert.Equal(Personas.All.Length, Personas.All.Select(EspeakVoice.Of).Distinct().Count());
}
