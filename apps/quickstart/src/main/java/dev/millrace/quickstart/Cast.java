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
 * @param feed the server of numbered orders
 * @param database the shop's database
 * @param receiver the server that records are delivered to
 * @param broker the Kafka broker
 * @param worker the Connect worker
 * @param console the web page that shows them
 */
record Cast(
        SftpPartner sftp,
        FtpPartner ftps,
        Shop shop,
        Feed feed,
        ShopDatabase database,
        RestPartner receiver,
        BrokerProcess broker,
        WorkerProcess worker,
        ConsoleProcess console) {

    /** How a person reaches each of them. */
    String introduction(Path state) {
        return """

                console           %s
                Connect REST API  %s/connectors
                REST receiver     %s
                SFTP server       sftp -P %d %s@%s   password: %s
                  drop a CSV file of your own into /inbound, or copy it to %s
                  or records of config-examples/layouts/orders.cpy into /mainframe/inbound
                FTPS server       lftp -e 'set ssl:verify-certificate no' -u %s,%s ftp://%s:%d
                webhooks          %s
                  paste this line to sign and send an order of your own; the answer tells where it is in Kafka
                  %s
                TCP feed          %s   SoupBinTCP 4.1, each order acknowledged when Kafka has it
                PostgreSQL        %s
                  INSERT INTO orders (customer_id, status, total) VALUES (7, 'open', 12.50), and see it in two topics
                Kafka             %s
                data and logs     %s
                """.formatted(
                        console.address(),
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
                        feed.address(),
                        database.address(),
                        broker.bootstrapServers(),
                        state);
    }
}
