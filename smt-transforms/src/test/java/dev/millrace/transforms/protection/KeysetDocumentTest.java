package dev.millrace.transforms.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysetDocumentTest {

    private static final String KEY = Keysets.base64("a");

    @Test
    void takesTheOnlyKeyForWhatItMayBeUsedFor() {
        Keyset keys = KeysetDocument.parse("{\"keys\":[{\"id\":\"a\",\"use\":\"hmac\",\"key\":\"" + KEY + "\"}]}");

        assertThat(keys.key(Optional.empty(), KeyUse.HMAC).id()).isEqualTo("a");
        assertThatThrownBy(() -> keys.key(Optional.empty(), KeyUse.ENCRYPT))
                .hasMessageContaining("no primary key with the use encrypt");
    }

    @Test
    void takesAPrimaryForEachUse() {
        String two =
                Keysets.of("a", "b").replace("\"primary\":\"a\"", "\"primary\":{\"encrypt\":\"b\",\"hmac\":\"a\"}");

        Keyset keys = KeysetDocument.parse(two);

        assertThat(keys.key(Optional.empty(), KeyUse.ENCRYPT).id()).isEqualTo("b");
        assertThat(keys.key(Optional.empty(), KeyUse.HMAC).id()).isEqualTo("a");
        assertThat(keys.key(Optional.of("b"), KeyUse.HMAC).id()).isEqualTo("b");
    }

    @Test
    void derivesAnotherKeyForEachPurpose() {
        ProtectionKey key = KeysetDocument.parse(Keysets.of("a")).key(Optional.empty(), KeyUse.HMAC);

        assertThat(java.util.Arrays.stream(Purpose.values())
                        .map(purpose -> java.util.HexFormat.of()
                                .formatHex(key.cipher(purpose).getEncoded())))
                .doesNotHaveDuplicates()
                .hasSize(Purpose.values().length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{|is no JSON",
                "~~|is empty",
                "[]|must be a JSON object",
                "{\"keys\":[]}|needs keys",
                "{\"keys\":[{\"id\":\"a\",\"use\":\"hmac\"}]}|(key 1) needs key to be base64 of 32 random bytes",
                "{\"keys\":[{\"id\":\"a\",\"use\":\"hmac\",\"key\":\"%\"}]}|(key 1) needs key to be base64",
                "{\"keys\":[{\"id\":\"a\",\"use\":\"hmac\",\"key\":\"c2hvcnQgc2VjcmV0\"}]}|(key 1) has 12 bytes and needs 32 to 64",
                "{\"keys\":[{\"id\":\"a\",\"use\":\"hmac\",\"key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}]}|(key 1) repeats few bytes",
                "{\"keys\":[{\"id\":\"a:b\",\"use\":\"hmac\",\"key\":\"KEY\"}]}|(key 1) needs an id of up to 64",
                "{\"keys\":[{\"id\":\"a\",\"key\":\"KEY\"}]}|(key 1) needs use",
                "{\"keys\":[{\"id\":\"a\",\"use\":\"sign\",\"key\":\"KEY\"}]}|(key 1) needs use to be one of encrypt, hmac",
                "{\"keys\":[{\"id\":\"a\",\"use\":\"hmac\",\"key\":\"KEY\",\"usage\":\"x\"}]}|(key 1) has a member it does not know; it knows id, use, key",
                "{\"keys\":[{\"id\":\"a\",\"use\":\"hmac\",\"key\":\"KEY\"},{\"id\":\"a\",\"use\":\"hmac\",\"key\":\"KEY\"}]}|(key 2) has the id of another",
                "{\"keys\":[{\"id\":\"a\",\"use\":\"hmac\",\"key\":\"KEY\"},{\"id\":\"b\",\"use\":\"hmac\",\"key\":\"KEY\"}]}|(key 2) has the same bytes as another",
                "{\"keys\":[{\"id\":\"a\",\"use\":\"hmac\",\"key\":\"KEY\"},{\"id\":\"b\",\"use\":\"hmac\",\"key\":\"OTHER\"}]}|needs primary",
                "{\"primary\":\"c\",\"keys\":[{\"id\":\"a\",\"use\":\"hmac\",\"key\":\"KEY\"}]}|names a primary that is none of its ids: a",
                "{\"primary\":{\"encrypt\":\"a\"},\"keys\":[{\"id\":\"a\",\"use\":\"hmac\",\"key\":\"KEY\"}]}|names as primary for encrypt a key without that use",
                "{\"keys\":[{\"id\":\"a\",\"id\":\"b\"}]}|names a member twice"
            })
    void saysWhatIsWrongWithoutTheKey(String keyset, String sentence) {
        String text = keyset.replace("KEY", KEY).replace("OTHER", Keysets.base64("b"));

        assertThatThrownBy(() -> KeysetDocument.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining(sentence)
                .satisfies(told -> assertThat(told.getMessage())
                        .doesNotContain(KEY)
                        .doesNotContain(KEY.substring(0, 8))
                        .doesNotContain("c2hvcnQ"));
    }

    @Test
    void showsItsIdsAlone() {
        Keyset keys = KeysetDocument.parse(Keysets.of("a", "b"));

        assertThat(keys).hasToString("keys [a, b]");
        assertThat(keys.find("b").orElseThrow()).hasToString("key b");
    }
}
