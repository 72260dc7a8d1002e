package dev.millrace.quickstart;

import dev.millrace.partner.SendingTerms;
import dev.millrace.partner.WebhookSender;
import dev.millrace.partner.WebhookSigner;
import dev.millrace.partner.WebhookTraffic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the partners of {@code docker-compose.yml} send by themselves once examples run: files of orders into the SFTP
 * server's folder, and webhooks. Its databases have their rows from the beginning.
 *
 * <p>{@link #close()} gives up what is still to be sent.
 */
final class PartnerTraffic implements AutoCloseable {
    private static final String WEBHOOKS = "dev.millrace.webhook.WebhookSourceConnector";
    private static final String INBOUND = "/inbound";
    private static final int AT_ONCE = 8;

    private final Optional<WebhookSender> shop;
    private final int byFile;
    private final int byWebhook;

    private PartnerTraffic(Optional<WebhookSender> shop, int byFile, int byWebhook) {
        this.shop = shop;
        this.byFile = byFile;
        this.byWebhook = byWebhook;
    }

    /** Begins to send what these examples read. */
    static PartnerTraffic open(List<Example> examples, Sample sample, Map<String, String> environment)
            throws IOException {
        int byFile = 0;
        if (examples.stream().anyMatch(PartnerTraffic::readsOrderFiles)) {
            sample.drop(Path.of(environment.getOrDefault("SFTP_FOLDER", ".")).resolve(INBOUND.substring(1)));
            byFile = sample.rows();
        }
        if (examples.stream().noneMatch(PartnerTraffic::takesOrderEvents)) {
            return new PartnerTraffic(Optional.empty(), byFile, 0);
        }
        WebhookSender shop = WebhookSender.to(
                environment.getOrDefault("WEBHOOK_URL", "") + Shop.PATH,
                WebhookSigner.standardWebhooks(environment.getOrDefault("SHOP_WEBHOOK_SECRET", "")),
                SendingTerms.persistent().connections(AT_ONCE));
        WebhookTraffic unused = shop.atConcurrency(AT_ONCE, sample.rows(), sample::event);
        return new PartnerTraffic(Optional.of(shop), byFile, sample.rows());
    }

    /** What is being sent, in one line. */
    String introduction() {
        return "sent: %d orders in files, %d orders by webhook".formatted(byFile, byWebhook);
    }

    private static boolean readsOrderFiles(Example example) {
        return example.settings().containsKey("sftp.host")
                && example.setting("input.folders").filter(INBOUND::equals).isPresent();
    }

    private static boolean takesOrderEvents(Example example) {
        return example.setting("connector.class").filter(WEBHOOKS::equals).isPresent()
                && example.setting("webhook.path").filter(Shop.PATH::equals).isPresent();
    }

    @Override
    public void close() {
        shop.ifPresent(WebhookSender::close);
    }
}
