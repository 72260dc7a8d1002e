package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

    /** The examples of RFC 7617 sections 2 and 2.1. */
    @ParameterizedTest
    @CsvSource({"Aladdin, open sesame, QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "test, 123£, dGVzdDoxMjPCow=="})
    void basicEncodesUserAndPasswordAsUtf8(String user, String password, String encoded) {
        Credentials basic = new Credentials.Basic(user, new Password(password));

        assertThat(basic.header()).contains(new HttpHeader("Authorization", "Basic " + encoded));
    }

    @Test
    void bearerSendsItsToken() {
        Credentials bearer = new Credentials.Bearer(new Password("mF_9.B5f-4.1JqM"));

        assertThat(bearer.header()).contains(new HttpHeader("Authorization", "Bearer mF_9.B5f-4.1JqM"));
    }

    @Test
    void refusesWhatTheSchemesCanNotCarry() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Credentials.Basic("a:b", new Password("x")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Credentials.Bearer(new Password("two words")))
                .withMessageNotContaining("two words");
    }

    @Test
    void showsNoSecret() {
        assertThat(new Credentials.Basic("me", new Password("secret")).toString())
                .doesNotContain("secret");
        assertThat(new Credentials.Bearer(new Password("secret")).toString()).doesNotContain("secret");
        assertThat(new HttpHeader("X-Api-Key", "secret").toString()).doesNotContain("secret");
    }
}
