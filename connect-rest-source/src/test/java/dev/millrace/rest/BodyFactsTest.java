package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BodyFactsTest {

    @Test
    void findsValuesBesideTheRows() {
        String body =
                "{\"a\":[{\"next\":\"no\"}],\"m/n\":{\"~\":{\"next\":\"yes\"}},\"more\":true,\"n\":12,\"list\":[1,[2,3]]}";

        assertThat(json(body, "/m~1n/~0/next", "/more", "/n", "/list/1/0"))
                .isEqualTo(Map.of("/m~1n/~0/next", "yes", "/more", "true", "/n", "12", "/list/1/0", "2"));
    }

    @Test
    void findsNothingInNullsAndStructures() {
        assertThat(json("{\"next\":null,\"meta\":{}}", "/next", "/meta", "/other"))
                .isEmpty();
    }

    @Test
    void tellsNullFromNothing() {
        byte[] body = "{\"items\":null,\"more\":1}".getBytes(StandardCharsets.UTF_8);

        assertThat(BodyFacts.isNull(body, "/items")).isTrue();
        assertThat(BodyFacts.isNull(body, "/more")).isFalse();
        assertThat(BodyFacts.isNull(body, "/rows")).isFalse();
    }

    @Test
    void believesNothingOfABodyThatBreaksOff() {
        assertThat(json("{\"next\":\"x\",\"items\":[", "/next")).isEmpty();
    }

    @Test
    void findsElementsAndAttributes() {
        String body = "<e:page xmlns:e='urn:x' count='3'><items><next>no</next></items><next> a&amp;b </next></e:page>";

        assertThat(xml(body, "/page/next", "/page/@count")).isEqualTo(Map.of("/page/next", "a&b", "/page/@count", "3"));
    }

    @Test
    void resolvesNoEntities() {
        String body = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a><next>&x;</next></a>";

        assertThat(xml(body, "/a/next")).isEmpty();
    }

    private static Map<String, String> json(String body, String... pointers) {
        return new BodyFacts(Set.of(pointers), "json").of(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> xml(String body, String... pointers) {
        return new BodyFacts(Set.of(pointers), "xml").of(body.getBytes(StandardCharsets.UTF_8));
    }
}
