package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.PagedApi;
import dev.millrace.partner.PortalPartner;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples and the page that shows one, against an API in this process. */
@Timeout(120)
class RestSourceExamplesTest {

    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\": \"([^\"]*)\"");

    @Test
    void readsTheOrdersOfAnApi() throws IOException {
        try (PagedApi api = PagedApi.start().pages(PagedApi.Style.PAGE, 3)) {
            ApiOptions.fill(api, 1, 7);
            Map<String, String> example = entries(Path.of("../config-examples/rest-api-orders-source.json"));
            example.replaceAll((key, value) -> value.replace("${env:API_URL}", api.url()));

            try (SourceHarness harness =
                    ConnectorHarness.source(RestSourceConnector::new, example, DeliveryMode.EXACTLY_ONCE)) {
                harness.start();
                harness.runUntil(() -> harness.delivered("api-orders").size() >= 7, "the rows");

                assertThat(harness.delivered("api-orders").get(6).key()).isEqualTo("7");
            }
        }
    }

    @Test
    void readsTheOrdersOfAPortal() throws IOException {
        try (PortalPartner portal = PortalPartner.start("ada", "s3cret").orders(7)) {
            portal.robots(200, "User-agent: *\nDisallow: /admin\n");
            Map<String, String> example = entries(Path.of("../config-examples/rest-portal-orders-source.json"));
            example.replaceAll((key, value) -> value.replace("${env:PORTAL_URL}", portal.url())
                    .replace("${env:PORTAL_USER}", "ada")
                    .replace("${env:PORTAL_PASSWORD}", "s3cret"));
            example.put("request.delay.ms", "50");

            try (SourceHarness harness =
                    ConnectorHarness.source(RestSourceConnector::new, example, DeliveryMode.EXACTLY_ONCE)) {
                harness.start();
                harness.runUntil(() -> harness.delivered("portal-orders").size() >= 7, "the rows");

                assertThat(harness.delivered("portal-orders").get(6).key()).isEqualTo("o7");
            }
        }
    }

    @Test
    void showsAConfigurationThatIsRight() throws IOException {
        Map<String, String> shown = entries(Path.of("README.md"));
        shown.replaceAll((key, value) -> value.replaceAll("\\$\\{.*}", "filled"));

        assertThat(new RestSourceConnector().validate(shown).configValues())
                .flatExtracting(ConfigValue::errorMessages)
                .isEmpty();
    }

    private static Map<String, String> entries(Path file) throws IOException {
        Map<String, String> entries = new HashMap<>();
        ENTRY.matcher(Files.readString(file)).results().forEach(entry -> entries.put(entry.group(1), entry.group(2)));
        return entries;
    }
}
