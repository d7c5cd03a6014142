/**
 * What Chinese passwords are made of, most often first: words in pinyin and characters, names, numbers that are read as words
 * (520 "I love you"), and what belongs to this trade. English words, leaked passwords and keyboard rows come with zxcvbn.
 */
export const CHINESE_WORDS: readonly string[] = [
  ...words(
    'woaini woaini1314 woaini520 aini wo ai ni wode nide mima mima123 denglu yonghu guanliyuan guanli houtai',
  ),
  ...words(
    'zhanghao kaimen nihao nihaoma xiexie zaijian baobao baobei laopo laogong mama baba jiejie gege didi meimei',
  ),
  ...words(
    'zhongguo zhonghua china beijing shanghai guangzhou shenzhen chengdu hangzhou wuhan xian nanjing tianjin',
  ),
  ...words(
    'chongqing suzhou qingdao dalian xiamen changsha kunming haikou sanya jinan zhengzhou shenyang harbin',
  ),
  ...words('xingfu kuaile pingan facai facaile gongxi daji dali jixiang ruyi wanshi jiayou nuli chenggong'),
  ...words(
    'tiankong taiyang yueliang xingxing dahai gaoshan huoche feiji pingguo xigua xiaomao xiaogou laohu longwang',
  ),
  ...words('huawei xiaomi tengxun weixin alibaba taobao zhifubao baidu jingdong douyin qqmima wangyi'),
  ...words(
    'zuche qiche xiaoche jiaoche chezu chelian jiayouzhan tingche jiashi sijichang mendian dingdan hetong kehu',
  ),
  ...words(
    'gongsi laoban jingli yuangong caiwu kefu diaodu weixiu yunying chedui gongzuo xitong ceshi shengchan',
  ),
  ...words(
    'wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie',
  ),
  ...words(
    'song tang han feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding',
  ),
  ...words(
    'wei fang na xiuying min jing lei qiang jun jie yong yan tao ming chao xiulan xia ping gang guiying',
  ),
  ...words(
    'zhangwei wangfang liwei wangwei zhangmin lijing wangjing lina zhangli wangli liujing zhanglei liyang',
  ),
  ...words(
    '520 1314 5201314 1314520 520520 521 521521 168 168168 888 8888 88888888 666 6666 66666666 999 9999',
  ),
  ...words(
    '147258 147258369 147852369 159357 159753 789456 789456123 112233 123123 123321 100200 110110 119119 12345678910',
  ),
  ...words(
    '我爱你 密码 用户 登录 管理员 后台 你好 中国 北京 上海 广州 深圳 成都 杭州 租车 汽车 公司 系统 测试 老板 经理 客服 财务 门店',
  ),
];

function words(text: string): string[] {
  return text.split(' ');
}
