"""What the counter and the cleaning of files find wrong, for the English catalogue; a test compares it with what they say."""

from django.utils.translation import gettext_noop

FIXED = (
    # a page of the appeal
    gettext_noop("这件事已经提交过了，要补充请到“查进度”"), gettext_noop("请选现在的情况"), gettext_noop("手机号码不对"),
    gettext_noop("刚才的提醒还没有回答"), gettext_noop("请写一写哪里没有解决"), gettext_noop("写得太长"),
    gettext_noop("还没有写"),
    gettext_noop("现在不能申请：决定还没有送达，已经过了期限，或者没有下一级。有正当理由耽误期限的，请到受理窗口说明"),
    gettext_noop("请写明不服的理由"), gettext_noop("请写明不服哪一点、为什么，复查、复核、复议的机关会看"),
    gettext_noop("对不上"), gettext_noop("这一件不会公开，不用选"), gettext_noop("这条问答没有了，可能已经撤下"),
    gettext_noop("没有找到您刚才写的内容，可能放得太久已经清除"),
    gettext_noop("没有找到您刚才填的，可能放得太久已经清除"),
    gettext_noop("这个事项现在没有公布，可能已经下架"),
    gettext_noop("系统还没有准备好，请过几分钟再试；您写的内容没有丢"),
    gettext_noop("时限表还没有准备好，请过几分钟再试；您写的内容没有丢"), gettext_noop("没有找到"), gettext_noop("有内容需要改"),
    # a file that could not be taken, and the way out
    gettext_noop("文件是空的"), gettext_noop("请重新选一个"), gettext_noop("请留下最能说明问题的几个"),
    gettext_noop("请把照片调小一点再传"), gettext_noop("请只传用得上的几页"), gettext_noop("请截短到1分钟以内，或只传照片"),
    gettext_noop("PDF解开后太大"), gettext_noop("请只传用得上的几页，或者拍成照片"),
    gettext_noop("这个PDF打不开，可能没有存完整"),
    gettext_noop("请重新下载或重新扫描，也可以拍成照片再传"), gettext_noop("这个PDF有密码"),
    gettext_noop("请去掉密码另存一份，或者拍成照片再传"), gettext_noop("请只传用得上的几页，或者分成几个文件"),
    gettext_noop("这张照片打不开，可能没有存完整"), gettext_noop("请在手机里打开看看，能看见就截屏再传"),
    gettext_noop("这张照片打不开"), gettext_noop("请截屏后传截屏"), gettext_noop("照片的像素太多，打开会占满内存"),
    gettext_noop("请把相机的分辨率调低再拍，或者截屏后传截屏"), gettext_noop("这段录音或视频不完整，可能没有存好"),
    gettext_noop("请在手机里放一遍，能放完再传；太长的请截短到1分钟以内"), gettext_noop("这是苹果手机的HEIC照片，这里打不开"),
    gettext_noop("请在手机“设置—相机—格式”里选“兼容性最佳”后重拍，或者截屏后传截屏"),
    gettext_noop("Word、Excel这类文档可能带病毒，不能直接收"), gettext_noop("请另存为PDF，或者拍成照片再传"),
    gettext_noop("不收压缩包"), gettext_noop("请解压后一个一个传照片或PDF"), gettext_noop("不收网页和文本文件"),
    gettext_noop("请把文字贴进正文，或者截屏传图片"), gettext_noop("认不出这是什么文件"),
    gettext_noop("请传JPG、PNG照片，PDF，MP3、M4A、WAV、AMR录音，或MP4视频"),
    gettext_noop("没有找到这个文件，可能已经删除"), gettext_noop("这个文件没有小图"), gettext_noop("这个文件已经删除"),
    # advice on a photo that was taken
    gettext_noop("照片比较小，字可能看不清。能拍清楚的话，可以再传一张"),
    gettext_noop("照片偏暗。可以开灯，或者换到亮一点的地方再拍一张"),
    gettext_noop("照片有点模糊。可以擦擦镜头，拿稳后再拍一张"),
    gettext_noop("请选一个满意程度"), gettext_noop("请从列表里选原因"), gettext_noop("请回答这一题"),
    gettext_noop("请从选项里选"),
    gettext_noop("这个评价码已经停用"), gettext_noop("这个评价码已经停用。要说的话可以打服务电话"),
    gettext_noop("排队号没有这么长，不知道可以空着"), gettext_noop("手机号看起来不对，请检查；不想留可以空着"),
    gettext_noop("这里一小时内的评价太多了，请过一会儿再评，或者打服务电话说"),
    gettext_noop("没有这个评价页面。请从短信里的链接打开"), gettext_noop("这次评价已经过期了。有事随时可以打电话或者在这里反映"),
    gettext_noop("印章证书还没有公布，现在不能查验文件；请用核验码查验，或者打电话问"),
    gettext_noop("没有找到这份没填完的申请，可能放得太久已经清除"),
)  # fmt: skip
WITH_HOLES = (
    gettext_noop("写了%(n)s字，最多%(max)s字。请删短一些，细节可以放在附件里"), gettext_noop("写了%(n)s字，最多%(max)s字"),
    gettext_noop("地点写了%(n)s字，最多%(max)s字"), gettext_noop("最多%(max)s个文件"), gettext_noop("最多%(max)s字，请写短一些"),
    gettext_noop("已经有%(max)s个文件了，请先移除一个"), gettext_noop("刚发过一次，请%(seconds)s秒后再试"),
    gettext_noop("%(kind)s要留手机号，不然没法联系您办理。举报、建议、咨询可以匿名"),
    gettext_noop("%(kind)s不能匿名，请留手机号"),
    gettext_noop("验证码不对，还可以试%(n)s次"), gettext_noop("有%(n)s处还没有填好"),
    gettext_noop("今天已经催过了，督办单位收到了。%(month)s月%(day)s日起可以再催"),
    gettext_noop("选了%(n)s个文件，一次最多%(max)s个"),
    gettext_noop("文件有%(size)s，最大%(max)s"), gettext_noop("PDF有%(n)s页，最多%(max)s页"),
    gettext_noop("没有传上去：%(what)s。%(way)s。"),
)  # fmt: skip
