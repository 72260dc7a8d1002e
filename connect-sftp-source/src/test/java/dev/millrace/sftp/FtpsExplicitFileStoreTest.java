package dev.millrace.sftp;

import dev.millrace.partner.FtpPartner.Protection;

/** FTP with TLS that the client asks for. */
final class FtpsExplicitFileStoreTest extends FtpFileStoreTest {

    @Override
    Protection protection() {
        return Protection.EXPLICIT;
    }
}
