package dev.sixpost.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** V-19 to V-27. */
class TypedCodeTest {
    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of("042137", "042137"),
                Arguments.of("000042", "000042"),
                Arguments.of(" 042 137 ", "042137"),
                Arguments.of("042-137", "042137"),
                Arguments.of("042\u00A0137", "042137"),
                Arguments.of("042\u2009137", "042137"),
                Arguments.of("\uFF10\uFF14\uFF12\uFF11\uFF13\uFF17", "042137"),
                Arguments.of("\uFF10421\uFF139", "042139"),
                Arguments.of("0123456789", "0123456789"));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void digitsAreReadTheWayPeopleTypeThem(String typed, String digits) {
        assertThat(TypedCode.digits(typed)).contains(digits);
    }

    static Stream<String> noCodes() {
        return Stream.of(
                "",
                "   ",
                "42",
                "12345",
                "01234567890",
                "1".repeat(1_000_000),
                "12345a",
                "12345O",
                "+12345",
                "123456.",
                "0x1234",
                "1e5555",
                "123\u200D456",
                "123\u200B456",
                "\uFEFF123456",
                "\u202E123456",
                "123\u2011456",
                "123\t456",
                "123\n456",
                "123\u0000456",
                "%31%32%33%34%35%36",
                "\u0661\u0662\u0663\u0664\u0665\u0666",
                "\u06F1\u06F2\u06F3\u06F4\u06F5\u06F6",
                "\u0967\u0968\u0969\u096A\u096B\u096C",
                "\u2460\u2461\u2462\u2463\u2464\u2465",
                "\uD835\uDFCE\uD835\uDFCF\uD835\uDFD0\uD835\uDFD1\uD835\uDFD2\uD835\uDFD3",
                "123\u2013456",
                "true");
    }

    @ParameterizedTest
    @MethodSource("noCodes")
    void nothingIsSilentlyDropped(String typed) {
        assertThat(TypedCode.digits(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123\u3000456",
                "123\uFF0D456",
                "123\u2007456",
                "123\u202F456",
                "\uFF11\uFF12\uFF13\u3000\uFF14\uFF15\uFF16"
            })
    void spacesAndHyphensOfEveryWidthAreIgnored(String typed) {
        assertThat(TypedCode.digits(typed)).contains("123456");
    }
}
