package dev.millrace.feed.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumAlgorithmTest {

    /** The check values of the catalogue: those of the characters 123456789. */
    @ParameterizedTest
    @CsvSource({
        "crc-8, F4",
        "crc-16-arc, BB3D",
        "crc-16-modbus, 4B37",
        "crc-16-ibm-3740, 29B1",
        "crc-16-xmodem, 31C3",
        "crc-16-kermit, 2189",
        "crc-16-ibm-sdlc, 906E",
        "crc-32, CBF43926",
        "crc-32c, E3069283",
        "sum-8, DD",
        "xor-8, 31",
    })
    void givesTheCheckValueOfTheCatalogue(String name, String value) {
        byte[] bytes = "x123456789y".getBytes(StandardCharsets.US_ASCII);

        long actual = ChecksumAlgorithm.named(name).orElseThrow().of(bytes, 1, 10);

        assertThat(actual).isEqualTo(Long.parseLong(value, 16));
    }

    @Test
    void knowsNoOtherNames() {
        assertThat(ChecksumAlgorithm.named("CRC_32")).isEmpty();
        assertThat(ChecksumAlgorithm.values())
                .allMatch(each -> ChecksumAlgorithm.named(each.label())
                        .filter(each::equals)
                        .isPresent());
    }
}
