package dev.millrace.quickstart;

import dev.millrace.partner.FtpPartner;
import dev.millrace.partner.RestPartner;
import dev.millrace.partner.SftpPartner;
import java.nio.file.Path;

/**
 * Who is on stage, once all are up.
 *
 * @param sftp the server that files are dropped on
 * @param ftps the same for the flow by FTPS
 * @param shop the sender of webhooks
 * @param receiver the server that records are delivered to
 * @param broker the Kafka broker
 * @param worker the Connect worker
 */
record Cast(
        SftpPartner sftp,
        FtpPartner ftps,
        Shop shop,
        RestPartner receiver,
        BrokerProcess broker,
        WorkerProcess worker) {

    /** How a person reaches each of them. */
    String introduction(Path state) {
        return """

                Connect REST API  %s/connectors
                REST receiver     %s
                SFTP server       sftp -P %d %s@%s   password: %s
                  drop a CSV file of your own into /inbound, or copy it to %s
                FTPS server       lftp -e 'set ssl:verify-certificate no' -u %s,%s ftp://%s:%d
                webhooks          %s
                  paste this line to sign and send an order of your own; the answer tells where it is in Kafka
                  %s
                Kafka             %s
                data and logs     %s
                """.formatted(
                        worker.rest().base(),
                        receiver.url(),
                        sftp.port(),
                        sftp.username(),
                        sftp.host(),
                        sftp.password(),
                        sftp.root().resolve("inbound"),
                        ftps.username(),
                        ftps.password(),
                        ftps.host(),
                        ftps.port(),
                        shop.url(),
                        shop.curl(),
                        broker.bootstrapServers(),
                        state);
    }
}
