"""The forms of page furniture: patterns for a whole line, in any case, without its bullet."""

from __future__ import annotations

import re

_SOCIAL = (
    r"(?:facebook|twitter|x|instagram|telegram|whats ?app|linked ?in|youtube|tik ?tok|pinterest|"
    r"reddit|threads|e-?mail|messenger|viber|vkontakte|vk|flipboard|google news|bluesky|mastodon|rss|"
    r"sms|pocket|tumblr|copy link)"
)
_SECTION = (
    r"(?:world|politics|business|economy|sports?|culture|entertainment|science|technology|tech|"
    r"health|opinion|life(?:style)?|travel|national|local|international|europe|asia|africa|americas|"
    r"middle east|u\.?s\.?(?: news)?|uk(?: news)?|ukraine|russia|china|news|society|war|defen[cs]e|"
    r"military|video|videos|photos?|podcasts?)"
)
_ARTICLES = (
    r"(?:articles?|stor(?:y|ies)|posts?|news|topics?|content|coverage|reading|links|videos?|"
    r"headlines|items)"
)

ANYWHERE = (
    # comment forms
    r"leave (?:a |your |us a )?(?:reply|comment|review|response|feedback)(?: (?:cancel reply|"
    r"below))?",
    r"cancel reply",
    r"post (?:a |your )?comment",
    r"write a comment",
    r"add (?:a |your )?comments?",
    r"submit comment",
    r"submit your review",
    r"your e-?mail address will not be published\.?(?: required fields are marked ?\*?)?",
    r"required fields are marked ?\*?",
    r"save my name,? e-?mail,? and website in this browser for the next time i comment\.?",
    r"notify me of (?:follow-?up comments|new posts) by e-?mail\.?",
    r"this site uses akismet to reduce spam\..{0,80}",
    r"(?:you must be |please )?log(?:ged)? ?in (?:or register )?to (?:post|leave|add) (?:a "
    r")?comments?\.?",
    r"(?:\d+ |view |show |no |view all |read )comments?(?: yet)?(?: \(\d+\))?",
    r"comments? \(\d+\)",
    r"join the (?:conversation|discussion)\.?",
    r"comments? (?:are|is) (?:closed|disabled|off)\.?",
    r"be the first to (?:comment|review)\b.{0,40}",
    r"(?:name|e-?mail|website|comment|your name|your e-?mail|your review|your rating) ?\*:?",
    # failed loading
    r"(?:oops[!.,…]* ?)?something went wrong[.!]*(?: please,? try again(?: later)?[.!]*)?",
    r"oops[!.…]*",
    r"please,? try again later[.!]*",
    r"(?:please )?(?:enable|turn on) java ?script\b.{0,80}",
    r"(?:your browser does not|this video cannot).{0,80}",
    r"loading(?:\.{2,3}|…| .{0,20}\.{3})",
    r"an error (?:has )?occurred[.!]*(?: please,? try again(?: later)?[.!]*)?",
    # sharing, following, subscribing
    r"(?:please )?(?:follow|find|join|like|visit) (?:us|our (?:channel|page|group)s?|@\w+|"
    rf"[\w. ]{{2,30}}) (?:on|in|at) (?:our )?(?:social (?:networks?|media)|{_SOCIAL}(?:(?:,| and| &| or|"
    rf",? and)? {_SOCIAL})*)[.!:]*",
    rf"(?:share|tweet|pin|print|send|save|copy link|{_SOCIAL})(?: ?[|/,·•] ?| )(?:(?:share|tweet|pin|"
    rf"print|send|save|{_SOCIAL}|more)(?: ?[|/,·•] ?| |$))+",
    rf"(?:share|share (?:this|the) (?:story|article|post|page)) ?: ?(?:{_SOCIAL}(?:[ |/,·•]+|$))+",
    r"(?:share|click to share|share (?:this|it|via|with|the)(?: (?:story|article|post|news|page|"
    rf"link))?)(?: (?:with|on|via|to|by) (?:your friends|{_SOCIAL}|social media))?:?(?: \(opens in "
    r"new window\))?",
    r"(?:subscribe|sign up|register)(?: (?:now|here|today|free|for free))?(?: (?:to|for|and get) "
    r"(?:our|the|your|my)\b[^.!?]{0,80}\b(?:newsletters?|alerts?|updates|channels?|"
    r"briefing|inbox|news|today|day)\b[^.!?]{0,40})?[.!]?",
    r"(?:get|receive) (?:the |our |all the |all )?(?:latest|best|top|breaking|daily|"
    r"more)\b[^.!?]{0,100}\b(?:inbox|e-?mail|newsletters?)[.!]?",
    r"(?:join|download|get|install|try) (?:our|the) (?:[\w ]{0,30})?(?:app|newsletter|telegram "
    r"channel|whatsapp (?:channel|group)|mailing list)(?: (?:now|here|today|for free|on "
    r".{2,40}))?[.!]?",
    r"(?:we use|this (?:web)?site uses|by (?:continuing|using|"
    r"clicking)).{0,60}\bcookies?\b.{0,160}",
    r"(?:get|receive) [^.!?]{0,80}\b(?:news|headlines|stories|briefings?|updates|analysis)\b[^.!?]{0,30}"
    r"\b(?:daily|weekly|(?:every|each) (?:day|week|weekday|morning|evening))\b[^.!?]{0,30}[.!]?",
    r"be the first to (?:get|know|hear|receive)\b[^.!?]{0,60}",
    r"enter your e-?mail(?: address)?",
    r"gift (?:this )?article",
    r"accept (?:all )?cookies",
    r"cookie (?:policy|settings|preferences)",
    r"(?:click|tap|read|watch|listen) here(?: (?:to|for) [^.!?]{0,100})?[.!]?",
    # advertisements
    r"[-–—* ]*(?:advertisements?|adverti[sz]ing|sponsored(?: content)?|promoted content|"
    r"ad)[-–—*: ]*",
    r"[(\[]?(?:adverti[sz]ement[-–— :.]*)?(?:story|article) continues (?:below|after)(?: (?:this |"
    r"the )?ad(?:vertisement)?)?[)\].]?",
    r"(?:remove|hide|report (?:this )?|close) ?(?:this )?ads?",
    r"scroll (?:down )?to continue.{0,40}",
    r"skip ad(?:vertisement)?",
    r"skip to (?:main )?content",
    r"skip past newsletter promotion",
    r"after newsletter promotion",
    # pointers to other articles
    r"(?:more )?(?:related|recommended|similar|popular|trending|latest|recent|further|other) "
    rf"{_ARTICLES}:?",
    r"(?:you (?:may|might) (?:also )?(?:like|be interested in)|recommended for you|most (?:read|"
    r"popular|viewed|shared|commented)|trending now|editor['’]?s['’]? picks?|more (?:on|from) "
    r"(?:this (?:story|topic)|the web|around the web|our network)|up next|what to read next)[:.]?",
    r"(?:read|see|watch|view) (?:more|also|next|all|full (?:story|article))[.:…»>]*",
    r"(?:previous|next|prev) (?:article|post|story|page)",
    r"older posts",
    r"newer posts",
    r"back to top",
    r"load more",
    r"show more",
    r"continue reading[.:…]*",
    r"(?:read (?:more|also|next)|also read|see also|related(?: (?:story|stories|article|articles|"
    r"news))?|watch(?: (?:also|live))?|more on this) ?[:|»>] ?[^.!?]{3,200}[^.]",
    r"(?:tags?|filed under|keywords|posted in|categories|category) ?: ?[^.!?]{2,200}",
    r"keep reading",
    r"list (?:of \d{1,2} items?|\d{1,2} of \d{1,2})|end of list",
    r"explore more (?:on|about|in|from)\b[^.!?]{0,40}",
    r"why you can trust [^.!?]{2,40}",
    r"listen to [^.!?]{2,60} podcasts?(?: (?:here|now|below|on|wherever)\b[^.!?]{0,60})?[.!]?",
    # rights
    r"(?:copyright|©|\(c\)|™).{0,160}\b(?:\d{4}|reserved|inc|ltd|llc|corp|trademarks?)\b.{0,160}",
    r"all rights reserved\.?",
    r"©.{0,100}",
    r"(?:this material may not be published, broadcast|no part of this (?:publication|website) "
    r"may be).{0,160}",
    r"our standards: ?.{0,80}",
    r"(?:terms (?:of (?:use|service)|and conditions|& conditions)|privacy (?:policy|"
    r"notice))(?: ?[|·•&,] ?(?:and )?(?:terms|privacy|cookie|contact)[\w ]{0,30})*",
    # reading helps
    r"(?:estimated )?(?:reading time|read time) ?:? ?\d+ ?min(?:ute)?s?",
    r"\d+[- ]min(?:ute)?s?(?: of)? read(?:ing)?(?: time)?",
    r"reading time:?",
    r"(?:this )?(?:article )?summary (?:is|was) (?:an? )?(?:ai|automatically|machine)[- ]generated\b.{0,80}",
    r"listen to (?:this )?article.{0,30}",
    r"(?:play|watch) (?:the )?video\.?",
    r"(?:published|updated|posted)? ?(?:an?|\d{1,2}) (?:second|minute|min|hour|day|week|month)s? "
    r"ago",
    # rules, and ways to reach the writer
    r"[-–—_=~*#.•· ]{2,}",
    r"[(\[]{0,2}(?:e-?mail ?:? ?)?[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,3}(?:[;,|/ ]++"
    r"(?:[\w.+-]{1,40}@[\w.-]{1,60}|(?:tel|phone|mobile)[.:]*+|\+?[\d(][\d() -]{5,24}+|"
    r"reuters messaging:?))*+\.?[)\]]{0,2}",
)
AT_EDGES = (
    rf"(?:in |latest |more |more in |more from |back to )?{_SECTION}(?: (?:news|line|feed|desk))?",
    r"news ?(?:line|feed|ticker|wire)",
    r"(?:breaking|top|latest|live|more|all|other)(?: news| stories| updates?)?",
    r"live updates?",
    r"home",
    r"menu",
    r"search",
    r"sign in",
    r"sign up",
    r"log ?in",
    r"my account",
    r"e-?paper",
    r"log ?out",
    r"register",
    r"share ?:?",
    r"save",
    r"gift",
    r"tweet",
    r"print",
    r"comments?",
    r"reply",
    r"subscribe",
    r"donate",
    r"contact(?: us)?",
    r"about(?: us)?",
    r"reviews?",
    r"submit",
    r"related",
    r"(?:(?:our |the )?(?:daily|weekly|morning|evening|free) )?newsletters?",
    r"\d{1,2} min(?:ute)?s?",
    r"(?:fund|support|back|power|protect|help (?:fund|support)) "
    r"(?:[\w’'-]+ ){0,4}journalism\b[^.!?]{0,40}[.!]?",
    r"(?:subscribe|join|try|start|get|save|support us|become a (?:member|subscriber)|unlimited access)\b"
    r"[^.!?]{0,50}[£$€]\d[\d.]*(?: ?/ ?| (?:a|per|each) )(?:week|month|year|day)\b[^.!?]{0,30}[.!]?",
    r"follow(?: us)?",
    r"social (?:networks?|media)",
    r"sitemap",
    r"imprint",
    r"source",
    r"sources",
    r"tags?",
    r"support us",
    r"topics?",
    r"Δ",
    r"(?:home ?[>»/|›] ?).{1,120}",
    r"[\w& ]{2,20}(?: ?[>»›] ?[\w&,' ]{2,40}){1,5}",
    rf"{_SECTION}(?: ?[|/·•,>»›] ?{_SECTION})+",
    rf"{_SOCIAL}",
    r"(?:photos?|images?|pictures?|videos?)(?: gallery)?:?",
    r"exclusive",
    r"analysis",
    r"opinions?",
    r"editorial",
    r"explainer",
    r"feature",
    r"interview",
    r"commentary",
    r"live",
    r"watch",
    r"investigation",
    r"fact check",
)
# The start of what follows an article on its page: lines after it that are no sentences belong to it.
CLOSERS = (
    r"leave (?:a |your )?(?:reply|comment|review)|post (?:a )?comment|(?:more )?(?:related|"
    rf"recommended|similar|popular|latest|trending) {_ARTICLES}:?|explore more (?:on|about|in|"
    rf"from)\b.{{0,40}}|you (?:may|might) (?:also )?(?:like|"
    r"be interested in):?|follow us\b.{0,60}|most (?:read|popular)"
)
# The words that rows of links to a site's sections are made of.
MENU = frozenset(
    re.findall(
        r"\w+",
        """
        home news sport sports weather business politics world culture tech technology science health
        opinion video videos tv radio live travel entertainment arts money lifestyle style food games
        podcasts newsletters shop more menu search uk us africa europe asia local climate
        """,
    )
)
