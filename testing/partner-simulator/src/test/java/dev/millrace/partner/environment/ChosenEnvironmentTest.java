package dev.millrace.partner.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChosenEnvironmentTest {

    @Test
    void serversRunBesideTheTestsUnlessSomebodyAsksForMore() throws Exception {
        Environment embedded = ChosenEnvironment.named("embedded");

        assertThat(embedded.missing(() -> Optional.of("no binaries"))).contains("no binaries");
        ServerInstance mine = new Nothing();
        Login user = new Login("somebody", "secret");
        assertThat(embedded.postgres(user, Map.of(), () -> mine)).isSameAs(mine);
        assertThat(embedded.mysql(user, List.of(), () -> mine)).isSameAs(mine);
    }

    @Test
    void containersAreRefusedWhereTheyAreNotOnTheClassPath() {
        assertThatThrownBy(() -> ChosenEnvironment.named("containers"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("-Dmillrace.environment=containers");
    }

    @Test
    void anUnknownEnvironmentIsRefused() {
        assertThatThrownBy(() -> ChosenEnvironment.named("cloud"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("-Dmillrace.environment=cloud is unknown: it is embedded or containers");
    }

    @Test
    void aLoginKeepsItsPasswordToItself() {
        assertThat(new Login("somebody", "secret")).hasToString("somebody");
    }

    private static final class Nothing implements ServerInstance {

        @Override
        public String host() {
            return "nowhere";
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public void stop() {}

        @Override
        public void restart() {}

        @Override
        public void close() {}
    }
}
