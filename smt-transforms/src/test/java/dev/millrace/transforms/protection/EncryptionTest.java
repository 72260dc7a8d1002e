package dev.millrace.transforms.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.Spot;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionTest {

    private static final String RANDOM = "'action':'encrypt'";
    private static final String DETERMINISTIC = "'action':'encrypt-deterministic'";
    private static final String DECRYPT = "'action':'decrypt'";

    @Property(tries = 500, seed = "81")
    void givesBackEveryValueWithItsSchemaUnderRotation(
            @ForAll("values") SchemaAndValue value, @ForAll("modes") String mode) {
        Change encrypt = Rules.change(Rules.means("old"), mode);
        Change decrypt = Rules.change(Rules.means("new", "newer", "old"), DECRYPT);

        Schema sealedSchema = encrypt.schema(value.schema(), "1", "field");
        Object sealed = Rules.applied(encrypt, value.schema(), value.value());
        Schema openedSchema = decrypt.schema(sealedSchema, "1", "field");
        Object opened = Rules.applied(decrypt, sealedSchema, sealed);

        assertThat(sealed).isInstanceOf(String.class);
        assertThat(sealedSchema.type()).isEqualTo(Schema.Type.STRING);
        assertThat(openedSchema).isEqualTo(value.schema());
        assertThat(Values.plain(opened)).isEqualTo(Values.plain(value.value()));
        assertThat(opened.getClass())
                .isIn(value.value().getClass(), java.util.ArrayList.class, java.util.LinkedHashMap.class);
    }

    @Property(tries = 300, seed = "82")
    void givesBackEveryValueWithoutASchema(@ForAll("values") SchemaAndValue value, @ForAll("modes") String mode) {
        Object sealed = Rules.applied(mode, value.value());

        Object opened = Rules.applied(DECRYPT, sealed);

        assertThat(Values.plain(opened)).isEqualTo(Values.plain(value.value()));
    }

    @Property(tries = 300, seed = "83")
    void opensNothingThatWasAltered(
            @ForAll String text, @ForAll("modes") String mode, @ForAll @IntRange(max = 10_000) int where) {
        String sealed = (String) Rules.applied(mode, text);
        int bodyAt = sealed.lastIndexOf(':') + 1;
        byte[] body = java.util.Base64.getDecoder().decode(sealed.substring(bodyAt));
        body[where % body.length] ^= (byte) (1 << where % 8);
        String altered =
                sealed.substring(0, bodyAt) + java.util.Base64.getEncoder().encodeToString(body);

        assertThatThrownBy(() -> Rules.applied(DECRYPT, altered))
                .isInstanceOf(RuleFailure.class)
                .hasMessage("does-not-open at field by rule 1");
    }

    @Property(tries = 200, seed = "84")
    void isDeterministicOnlyWhereItSaysSo(@ForAll String text) {
        assertThat(Rules.applied(DETERMINISTIC, text)).isEqualTo(Rules.applied(DETERMINISTIC, text));
        assertThat(Rules.applied(DETERMINISTIC, text)).isNotEqualTo(Rules.applied(DETERMINISTIC, text + "."));
        assertThat(Rules.applied(RANDOM, text)).isNotEqualTo(Rules.applied(RANDOM, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {RANDOM, DETERMINISTIC})
    void opensAtItsOwnTopicAndPathAlone(String mode) {
        Change encrypt = Rules.change(mode);
        Change decrypt = Rules.change(DECRYPT);
        Object sealed = Rules.at(encrypt, Rules.spot("people", "ssn"), "078-05-1120");

        assertThat(Rules.at(decrypt, Rules.spot("people", "ssn"), sealed)).isEqualTo("078-05-1120");
        for (Spot elsewhere :
                List.of(Rules.spot("people", "phone"), Rules.spot("peoples", "sn"), Rules.spot("p", "ssn"))) {
            assertThatThrownBy(() -> Rules.at(decrypt, elsewhere, sealed)).hasMessageStartingWith("does-not-open at");
        }
    }

    @Test
    void bindsToTheTopicThatASinksRecordWasReadFrom() {
        Object sealed = Rules.at(Rules.change(RANDOM), Rules.spot("people", "ssn"), "078-05-1120");
        SinkRecord read = new SinkRecord("people", 0, null, null, null, null, 7, 0L, TimestampType.CREATE_TIME);
        SinkRecord renamed = read.newRecord("table_people", 0, null, null, null, null, 0L);

        Object opened = Rules.at(Rules.change(DECRYPT), new Spot(renamed, "1", "ssn"), sealed);

        assertThat(opened).isEqualTo("078-05-1120");
    }

    @Test
    void bindsToWhatItIsTold() {
        Object byPath =
                Rules.at(Rules.change(Rules.means(BoundTo.PATH, "k1"), RANDOM), Rules.spot("people", "ssn"), "x");
        Object byTopic =
                Rules.at(Rules.change(Rules.means(BoundTo.TOPIC, "k1"), RANDOM), Rules.spot("people", "ssn"), "x");
        Object free = Rules.at(Rules.change(Rules.means(BoundTo.NONE, "k1"), RANDOM), Rules.spot("people", "ssn"), "x");

        assertThat(Rules.at(decrypt(BoundTo.PATH), Rules.spot("mirrored.people", "ssn"), byPath))
                .isEqualTo("x");
        assertThat(Rules.at(decrypt(BoundTo.TOPIC), Rules.spot("people", "person.ssn"), byTopic))
                .isEqualTo("x");
        assertThat(Rules.at(decrypt(BoundTo.NONE), Rules.spot("a", "b"), free)).isEqualTo("x");
        assertThatThrownBy(() -> Rules.at(decrypt(BoundTo.PATH), Rules.spot("people", "sn"), byPath))
                .hasMessageContaining("does-not-open");
        assertThatThrownBy(() -> Rules.at(decrypt(BoundTo.NONE), Rules.spot("people", "ssn"), byPath))
                .hasMessageContaining("does-not-open");
    }

    @Test
    void tellsApartWhatItIsBoundToWhereNothingIsThere() {
        Object byPath = Rules.at(Rules.change(Rules.means(BoundTo.PATH, "k1"), RANDOM), Rules.spot("", "ssn"), "x");

        assertThatThrownBy(() -> Rules.at(Rules.change(DECRYPT), Rules.spot("", "ssn"), byPath))
                .hasMessageContaining("does-not-open");
    }

    @Test
    void opensNothingWithAKeyThatIsForHashesAlone() {
        Keyset hashes = KeysetDocument.parse(Keysets.of("k1", "k2")
                .replace("\"id\":\"k1\",\"use\":[\"encrypt\",\"hmac\"]", "\"id\":\"k1\",\"use\":[\"hmac\"]"));
        Means means = new Means(Optional.of(hashes), BoundTo.TOPIC_AND_PATH, Optional.empty(), new SealCounts());
        Object sealed = Rules.applied(RANDOM, "x");

        assertThat(code(() -> Rules.applied(Rules.change(means, DECRYPT), null, sealed)))
                .isEqualTo("unknown-key");
    }

    @Test
    void opensWhatWasMovedWhereTheRuleTellsItsOldPath() {
        Object sealed = Rules.at(Rules.change(RANDOM), Rules.spot("people", "person.ssn"), "x");

        Object opened = Rules.at(
                Rules.change("'action':'decrypt','boundPath':'person.ssn'"), Rules.spot("people", "ssn"), sealed);

        assertThat(opened).isEqualTo("x");
    }

    @Test
    void leavesWhatIsEncryptedAlready() {
        Object sealed = Rules.applied(RANDOM, "078-05-1120");

        assertThat(Rules.applied(RANDOM, sealed)).isSameAs(sealed);
        assertThat(Rules.applied(DETERMINISTIC, sealed)).isSameAs(sealed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enc:v1:",
                "enc:v1:k1:",
                "enc:v1:k1:078-05-1120",
                "enc:v1:k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "enc:v1:nobody:AAAA",
                "det:v1:k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void encryptsATextThatOnlyLooksEncrypted(String forged) {
        Object sealed = Rules.applied(RANDOM, forged);

        assertThat(sealed).isNotEqualTo(forged);
        assertThat(Rules.applied(DECRYPT, sealed)).isEqualTo(forged);
    }

    @Test
    void encryptsAgainWhatWasEncryptedForAnotherPlace() {
        Object elsewhere = Rules.at(Rules.change(RANDOM), Rules.spot("people", "other"), "x");

        Object sealed = Rules.applied(RANDOM, elsewhere);

        assertThat(sealed).isNotEqualTo(elsewhere);
        assertThat(Rules.applied(DECRYPT, sealed)).isEqualTo(elsewhere);
    }

    @Test
    void encryptsWithThePrimaryKeyOrTheOneThatTheRuleNames() {
        Means means = Rules.means("new", "old");

        assertThat((String) Rules.applied(Rules.change(means, RANDOM), null, "x"))
                .startsWith("enc:v1:new:");
        assertThat((String) Rules.applied(Rules.change(means, RANDOM + ",'key':'old'"), null, "x"))
                .startsWith("enc:v1:old:");
        assertThat((String) Rules.applied(Rules.change(means, DETERMINISTIC), null, "x"))
                .startsWith("det:v1:new:");
    }

    @Test
    void saysByACodeWhyItCannotDecrypt() {
        Object sealed = Rules.applied(RANDOM, 42L);

        assertThat(code(() -> Rules.applied(Rules.change(Rules.means("k2"), DECRYPT), null, sealed)))
                .isEqualTo("unknown-key");
        assertThat(code(() -> Rules.applied(DECRYPT, "plain"))).isEqualTo("not-encrypted");
        assertThat(code(() -> Rules.applied(DECRYPT, 42L))).isEqualTo("not-encrypted");
        assertThat(code(() -> Rules.applied(DECRYPT, "enc:v1:k1:%"))).isEqualTo("malformed-ciphertext");
        assertThat(code(() -> Rules.applied(DECRYPT, "enc:v1:k1:AAAA"))).isEqualTo("malformed-ciphertext");
        assertThat(code(() -> Rules.applied(Rules.change(DECRYPT), Schema.STRING_SCHEMA, sealed)))
                .isEqualTo("type-differs");
        assertThat(code(() -> Rules.change(DECRYPT).schema(Schema.INT32_SCHEMA, "1", "field")))
                .isEqualTo("not-encrypted");
    }

    @Test
    void takesTheTypeFromTheRuleWhereTheSchemaLostIt() {
        Object sealed = Rules.applied(RANDOM, 42L);
        Change decrypt = Rules.change(DECRYPT + ",'type':'int64'");

        assertThat(decrypt.schema(Schema.OPTIONAL_STRING_SCHEMA, "1", "field")).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
        assertThat(Rules.applied(decrypt, Schema.OPTIONAL_STRING_SCHEMA, sealed))
                .isEqualTo(42L);
    }

    @Test
    void letsPlainTextPassWhereTheRuleSaysSo() {
        Change decrypt = Rules.change(DECRYPT + ",'plain':'keep'");

        assertThat(Rules.applied(decrypt, null, "plain")).isEqualTo("plain");
        assertThat(Rules.applied(decrypt, Schema.INT32_SCHEMA, 7)).isEqualTo(7);
        assertThat(code(() -> Rules.applied(decrypt, null, "enc:v1:k1:AAAA"))).isEqualTo("malformed-ciphertext");
    }

    @Test
    void stopsBeforeAKeyIsWornOut() {
        SealCounts counts = new SealCounts();
        Means means =
                new Means(Optional.of(KeysetDocument.parse(Keysets.of("k1"))), BoundTo.NONE, Optional.empty(), counts);
        counts.counter("k1").set(SealCounts.MOST - 1);
        Change encrypt = Rules.change(means, RANDOM);

        assertThat(Rules.applied(encrypt, null, "the last")).isInstanceOf(String.class);
        assertThat(code(() -> Rules.applied(encrypt, null, "one more"))).isEqualTo("key-worn-out");
        assertThat(Rules.applied(Rules.change(means, DETERMINISTIC), null, "without a nonce"))
                .isInstanceOf(String.class);
    }

    /** Made from the guide's description by a program of its own, with the cryptography library of Python. */
    @Test
    void opensWhatAnotherProgramEncrypted() {
        String random = "enc:v1:k1:AAECAwQFBgcICQoLxd9s2oF1fUSkPL+M86MLAuZFA1xtjslssU/WZQ==";
        String deterministic = "det:v1:k1:y8f4wvq0siF0XYdg1qDY6tLiXX8Rk/KE1+sYzQ==";

        assertThat(Rules.applied(DECRYPT, random)).isEqualTo("078-05-1120");
        assertThat(Rules.applied(DECRYPT, deterministic)).isEqualTo("078-05-1120");
        assertThat(Rules.applied(DETERMINISTIC, "078-05-1120")).isEqualTo(deterministic);
    }

    @Test
    void writesAFreshNonceEachTime() {
        java.util.Set<String> nonces = new java.util.HashSet<>();
        Change encrypt = Rules.change(RANDOM);
        for (int i = 0; i < 1_000; i++) {
            String sealed = (String) Rules.applied(encrypt, null, "same");
            byte[] body = java.util.Base64.getDecoder().decode(sealed.substring(sealed.lastIndexOf(':') + 1));
            nonces.add(HexFormat.of().formatHex(Arrays.copyOf(body, Nonces.LENGTH)));
        }

        assertThat(nonces).hasSize(1_000);
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        Object deep = List.of();
        for (int i = 0; i < 150; i++) {
            deep = List.of(deep);
        }
        Object value = deep;

        assertThat(code(() -> Rules.applied(RANDOM, value))).isEqualTo("too-deep");
        assertThat(code(() -> Rules.applied(RANDOM, Map.of("a", new Object())))).isEqualTo("not-supported");
    }

    private static Change decrypt(BoundTo bound) {
        return Rules.change(Rules.means(bound, "k1"), DECRYPT);
    }

    private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return ((RuleFailure) org.assertj.core.api.Assertions.catchThrowable(call)).code();
    }

    @Provide
    Arbitrary<SchemaAndValue> values() {
        return Values.all();
    }

    @Provide
    Arbitrary<String> modes() {
        return Arbitraries.of(RANDOM, DETERMINISTIC);
    }
}
