// The mail catcher: an SMTP server that delivers nothing, and a page that shows what it caught.
import { endOnSignal } from '../support/http.mjs';
import { Mailbox } from './mailbox.mjs';
import { catcherSettings } from './settings.mjs';
import { startSmtp } from './smtp.mjs';
import { startWeb } from './web.mjs';

const settings = catcherSettings();
const mailbox = new Mailbox();
const smtp = await startSmtp(settings, mailbox);
const web = await startWeb(settings.web_port, mailbox);
endOnSignal(smtp, web);
