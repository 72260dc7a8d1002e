package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.SftpPartner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LoginMethodsTest {

    private SftpPartner partner;
    private Map<String, String> configuration;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("in"));
        partner = SftpPartner.start(folder);
        configuration = Configurations.login(partner);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Test
    void answersAPromptWithThePassword() {
        partner.askByKeyboard(List.of("Password: "), List.of(partner.password()));

        Attempt.works(configuration);

        assertThat(partner.refusedLogins()).isZero();
    }

    @Test
    void answersEveryPromptThatHidesWhatIsTypedWithThePassword() {
        partner.askByKeyboard(List.of("Kennwort", "And once more"), List.of(partner.password(), partner.password()));

        Attempt.works(configuration);
    }

    @Test
    void answersPromptsFromTheList() {
        partner.askByKeyboard(List.of("Password: ", "Name of your first dog"), List.of("secret-1", "rex-2"));
        configuration.put(MethodSettings.ANSWERS, "secret-1\nrex-2\n");

        Attempt.works(configuration);
    }

    @Test
    void offersAWrongPasswordOnceOnly() {
        partner.askByKeyboard(List.of("Password: "), List.of("another"));

        Attempt.fails(configuration, FailureKind.UNAUTHORIZED, StoreFailure.LOGIN);

        assertThat(partner.refusedLogins()).isEqualTo(1);
    }

    @Test
    void offersAWrongPasswordOnceByEachMethodOnly() {
        configuration.put(SftpSettings.PASSWORD, "wrong-4711");

        Attempt.fails(configuration, FailureKind.UNAUTHORIZED, StoreFailure.LOGIN);

        assertThat(partner.refusedLogins()).isEqualTo(1);
    }

    @Test
    void givesUpWhenThereAreMorePromptsThanAnswers() {
        partner.askByKeyboard(List.of("Password: ", "Dog"), List.of("secret-1", "rex-2"));
        configuration.put(MethodSettings.ANSWERS, "secret-1");

        Attempt.fails(configuration, FailureKind.UNAUTHORIZED, StoreFailure.LOGIN);
    }

    @Test
    void givesTheKeyAndThenThePasswordToAServerThatWantsBoth() {
        partner.acceptKey(TestKeys.publicKey("rsa"));
        partner.askInSteps("publickey,password");
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text("rsa-pkcs8"));

        Attempt.works(configuration);

        assertThat(partner.sessions()).isEqualTo(1);
    }

    @Test
    void givesTheKeyAndThenTheAnswersToAServerThatWantsBoth() {
        partner.acceptKey(TestKeys.publicKey("rsa"));
        partner.askByKeyboard(List.of("Password: "), List.of(partner.password()));
        partner.askInSteps("publickey,keyboard-interactive");
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text("rsa-pkcs8"));

        Attempt.works(configuration);
    }

    @Test
    void isRefusedByAServerThatWantsMoreThanIsConfigured() {
        partner.askInSteps("publickey,password");

        Attempt.fails(configuration, FailureKind.UNAUTHORIZED, StoreFailure.LOGIN);
    }

    @Test
    void triesTheMethodsInTheOrderThatIsConfigured() {
        configuration.put(SftpSettings.PRIVATE_KEY, TestKeys.text("rsa-pkcs8"));
        configuration.put(MethodSettings.AUTHENTICATIONS, "password,publickey");

        Attempt.works(configuration);

        assertThat(partner.refusedLogins())
                .as("the key, which is unknown, was never offered")
                .isZero();
    }

    @Test
    void offersNoPasswordWhereThatMethodIsNotListed() {
        configuration.put(MethodSettings.AUTHENTICATIONS, "publickey");

        Attempt.fails(configuration, FailureKind.UNAUTHORIZED, StoreFailure.LOGIN);

        assertThat(partner.refusedLogins()).isZero();
    }
}
