using System.Text;
using Switchboard.Compliance;

namespace Switchboard.Tests.Grains.Compliance;

public sealed class RegistryFileTests
{
    [Fact]
    public void A_header_row_is_optional()
    {
        var with = Read("phone_e164\n+919812345678\n+919812345679\n");
        var without = Read("+919812345678\n+919812345679");

        Assert.Equal(2, with.Count);
        Assert.Equal(2, without.Count);
        Assert.True(with.Contains("+919812345679"));
        Assert.False(with.Contains("+919812345670"));
        Assert.Equal(0, with.BadRows);
    }

    [Fact]
    public void The_number_may_stand_in_any_column_that_the_header_names()
    {
        var list = Read("registered_on,\"Phone_E164\",category\r\n2025-01-01,+919812345678,7\r\n2025-01-02,\"+919812345679\",0\r\n");

        Assert.Equal(2, list.Count);
        Assert.True(list.Contains("+919812345678"));
    }

    [Fact]
    public void Numbers_named_twice_count_once_and_blank_lines_do_not_count()
    {
        var list = Read("+919812345679\n\n+919812345678\n+919812345679\n\n");

        Assert.Equal(2, list.Count);
        Assert.Equal(0, list.BadRows);
    }

    [Fact]
    public void A_mistyped_row_is_left_out_and_counted_and_the_rest_holds()
    {
        var list = Read("phone_e164\n+919812345678\n98123 45679\n+919812345670\n");

        Assert.Equal(2, list.Count);
        Assert.Equal(1, list.BadRows);
        Assert.Equal(3, list.FirstBadRow);
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_row_only()
    {
        var list = Read("+919812345678\n\"+919812345670\n+919812345679\n+919812345671\n");

        Assert.True(list.Contains("+919812345679"));
        Assert.True(list.Contains("+919812345671"));
    }

    [Fact]
    public void A_list_that_says_it_is_empty_is_empty() => Assert.Equal(0, Read("phone_e164\n").Count);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("<html>\n<body>502 Bad Gateway</body>\n</html>\n")]
    [InlineData("phone_e164\n9812345678\n9812345679\n+919812345670")]
    public void What_is_no_such_list_is_refused(string content) => Assert.Throws<InvalidDataException>(() => Read(content));

    [Fact]
    public void A_number_of_fewer_digits_is_another_number()
    {
        var list = Read("+910000000001\n");

        Assert.False(list.Contains("+91000000000"));
        Assert.False(list.Contains("+9100000000010"));
    }

    private static RegistryFile Read(string content) => RegistryFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(content)));
}
